import { expect, it, jest } from '@jest/globals';
import { playElsewhere, type Castable } from './play-elsewhere.ts';

const LINK = 'https://hub.test/api/files/1/linked?k=x';

/** A film that plays at second 12, and a list of screens from which one is chosen or none. */
function startFilm(isChosen: boolean) {
  let disconnect: () => void = () => undefined;
  const film = {
    src: '/stream',
    currentTime: 12,
    paused: false,
    getAttribute: () => film.src,
    removeAttribute: () => (film.src = ''),
    play: jest.fn(() => Promise.resolve()),
    remote: {
      prompt: jest.fn(() => (isChosen ? Promise.resolve() : Promise.reject(new Error('NotAllowedError')))),
      addEventListener: (_: string, hear: () => void) => (disconnect = hear),
    },
  };
  return { film, endRemote: () => disconnect() };
}

it('gives another screen the address that needs no cookie, and takes the film back where that left it', async () => {
  const { film, endRemote } = startFilm(true);
  await playElsewhere(film as unknown as Castable, LINK);
  expect(film).toMatchObject({ src: LINK, currentTime: 12 });
  film.currentTime = 90;
  endRemote();
  expect(film).toMatchObject({ src: '/stream', currentTime: 90 });
  expect(film.play).toHaveBeenCalledTimes(2);
});

it('goes on here when no screen was chosen', async () => {
  const { film } = startFilm(false);
  await playElsewhere(film as unknown as Castable, LINK);
  expect(film).toMatchObject({ src: '/stream', currentTime: 12 });
});
