import { describe, expect, it } from '@jest/globals';
import { medianOf } from './engagement.js';

describe('medianOf', () => {
  it.each<[[number, number][], number | null]>([
    [[], null],
    [[[5, 1]], 5],
    [
      [
        [5, 1],
        [9, 1],
      ],
      7,
    ],
    [
      [
        [5, 3],
        [9, 1],
      ],
      5,
    ],
    [
      [
        [1, 1],
        [5, 1],
        [100, 1],
      ],
      5,
    ],
    [
      [
        [0, 2],
        [10, 2],
      ],
      5,
    ],
  ])('of %j is %j', (counts, median) => expect(medianOf(counts)).toBe(median));
});
