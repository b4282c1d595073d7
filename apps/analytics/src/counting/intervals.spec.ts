import { describe, expect, it } from '@jest/globals';
import { cover, fromFlat, lengthOf, toFlat, within, type Interval } from './intervals.js';

describe('cover', () => {
  it.each<[string, Interval[], Interval[], Interval[], Interval[]]>([
    ['nothing', [], [], [], []],
    ['the first', [], [[0, 5]], [[0, 5]], [[0, 5]]],
    ['the same again', [[0, 5]], [[0, 5]], [[0, 5]], []],
    ['more at the end', [[0, 5]], [[3, 8]], [[0, 8]], [[5, 8]]],
    ['what touches', [[0, 5]], [[5, 8]], [[0, 8]], [[5, 8]]],
    [
      'what lies around several',
      [
        [2, 3],
        [5, 6],
      ],
      [[0, 8]],
      [[0, 8]],
      [
        [0, 2],
        [3, 5],
        [6, 8],
      ],
    ],
    [
      'twice in one',
      [],
      [
        [0, 4],
        [2, 6],
      ],
      [[0, 6]],
      [
        [0, 4],
        [4, 6],
      ],
    ],
    [
      'apart',
      [[0, 1]],
      [[3, 4]],
      [
        [0, 1],
        [3, 4],
      ],
      [[3, 4]],
    ],
    [
      'before',
      [[3, 4]],
      [[0, 1]],
      [
        [0, 1],
        [3, 4],
      ],
      [[0, 1]],
    ],
    [
      'no length',
      [[3, 4]],
      [
        [1, 1],
        [9, 2],
      ],
      [[3, 4]],
      [],
    ],
  ])('%s', (_, before, stretches, covered, added) => {
    expect(cover(before, stretches)).toEqual({ covered, added });
  });

  it('stays small, whatever is asked for', () => {
    const everyOther = Array.from({ length: 2_000 }, (_, n): Interval => [n * 10, n * 10 + 1 + (n % 3)]);
    const { covered, added } = cover([], everyOther);
    expect(covered.length).toBeLessThanOrEqual(500);
    expect(lengthOf(added)).toBe(lengthOf(everyOther));
  });
});

describe('within', () => {
  it('cuts off what lies past the end', () => {
    expect(
      within(
        [
          [0, 5],
          [8, 20],
          [30, 40],
        ],
        10,
      ),
    ).toEqual([
      [0, 5],
      [8, 10],
    ]);
  });
});

describe('flat columns', () => {
  it('are read as they were written', () => {
    expect(
      fromFlat(
        toFlat([
          [0, 5],
          [8, 20],
        ]).map(String),
      ),
    ).toEqual([
      [0, 5],
      [8, 20],
    ]);
  });
});
