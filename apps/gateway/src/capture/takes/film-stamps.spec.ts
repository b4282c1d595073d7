import { describe, expect, it } from '@jest/globals';
import { FilmStamps } from './film-stamps.js';

const stampsOf = (times: readonly number[]) => {
  const stamps = new FilmStamps();
  return times.map((time) => Math.round(stamps.ofPicture(time) * 1000) / 1000);
};

describe('where pictures stand in a film', () => {
  it.each([
    ['goes on', [5000, 5066, 5133], [0, 66, 133]],
    ['stands still', [5000, 5000, 5000, 5066], [0, 0.001, 0.002, 66]],
    ['goes back a little', [5000, 5066, 5060, 5050, 5133], [0, 66, 66.001, 66.002, 133]],
    ['goes back slowly', [5000, 4970, 4940, 4910], [0, 0.001, 0.002, 66.669]],
    ['is set back after the first picture', [900_000, 5000, 5066, 5133], [0, 66.667, 132.667, 199.667]],
    ['is set back in the midst', [5000, 5100, 100, 200], [0, 100, 166.667, 266.667]],
    ['is set back twice', [5000, 4000, 3000], [0, 66.667, 133.333]],
    ['is set forward', [5000, 5100, 15_000], [0, 100, 10_000]],
  ])('by a clock that %s', (_, times, stamps) => expect(stampsOf(times)).toEqual(stamps));

  it('puts sound between the pictures', () => {
    const stamps = new FilmStamps();
    stamps.ofPicture(5000);
    expect([stamps.ofSound(4990), stamps.ofSound(5020)]).toEqual([-10, 20]);
    stamps.ofPicture(1000);
    expect(stamps.ofSound(1000)).toBeCloseTo(1000 / 15);
  });
});
