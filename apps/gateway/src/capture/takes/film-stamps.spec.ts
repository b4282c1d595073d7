import { describe, expect, it } from '@jest/globals';
import { FilmStamps, shownForMs } from './film-stamps.js';

const stampsOf = (times: readonly number[]) => {
  const stamps = new FilmStamps();
  return times.map((time) => Math.round(stamps.ofPicture(time) * 1000) / 1000);
};

describe('where pictures stand in a film', () => {
  it.each([
    ['goes on', [5000, 5066, 5133], [0, 66, 133]],
    ['stands still', [5000, 5000, 5000, 5066], [0, 0.1, 0.2, 66]],
    ['goes back a little', [5000, 5066, 5060, 5050, 5133], [0, 66, 66.1, 66.2, 133]],
    ['goes back slowly', [5000, 4970, 4940, 4910], [0, 0.1, 0.2, 66.867]],
    ['is set back after the first picture', [900_000, 5000, 5066, 5133], [0, 66.667, 132.667, 199.667]],
    ['is set back in the midst', [5000, 5100, 100, 200], [0, 100, 166.667, 266.667]],
    ['is set back twice', [5000, 4000, 3000], [0, 66.667, 133.333]],
    ['is set forward', [5000, 5100, 15_000], [0, 100, 10_000]],
  ])('by a clock that %s', (_, times, stamps) => expect(stampsOf(times)).toEqual(stamps));

  it.each<[string, number[], [heardAtMs: number, stampMs: number][]]>([
    [
      'between the pictures',
      [5000],
      [
        [4990, -10],
        [5020, 20],
      ],
    ],
    [
      'after the last picture where the clock was set back, which no picture shows yet',
      [95_000, 99_000],
      [
        [98_500, 3500],
        [10_000, 4000],
      ],
    ],
    [
      'where it was heard, whether before the clock was set back or after',
      [95_000, 99_000, 10_000],
      [
        [99_020, 4020],
        [10_000, 4066.667],
        [10_020, 4086.667],
      ],
    ],
    [
      'far from the pictures where those stand still, or the clock was set forward',
      [5000],
      [
        [15_000, 10_000],
        [900_000, 895_000],
      ],
    ],
  ])('puts sound %s', (_, pictures, heard) => {
    const stamps = new FilmStamps();
    for (const time of pictures) stamps.ofPicture(time);
    expect(heard.map(([atMs]) => [atMs, Math.round(stamps.ofSound(atMs) * 1000) / 1000])).toEqual(heard);
  });
});

describe('how long each picture is shown', () => {
  it.each([
    ['until the next', [5000, 5066, 5166], [66, 100, 66.667]],
    ['a picture where the clock was set back', [5000, 5100, 100, 200], [100, 66.667, 100, 66.667]],
    ['hardly where the clock stood still', [5000, 5000, 5066], [0.1, 65.9, 66.667]],
    ['a picture where there is no other', [5000], [66.667]],
    ['not at all where there is none', [], []],
  ])('%s', (_, times, shown) =>
    expect(shownForMs(times).map((ms) => Math.round(ms * 1000) / 1000)).toEqual(shown),
  );
});
