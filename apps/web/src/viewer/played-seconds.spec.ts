import { describe, expect, it } from '@jest/globals';
import { newlyPlayed, stretchesOf, type Stretch } from './played-seconds.ts';

describe('newlyPlayed', () => {
  it.each<[string, Stretch[], Stretch[], Stretch[]]>([
    ['nothing when nothing was played', [], [], []],
    ['all of it the first time', [[0, 4]], [], [[0, 4]]],
    ['nothing twice', [[0, 4]], [[0, 4]], []],
    ['what was added at the end', [[0, 10]], [[0, 4]], [[4, 10]]],
    ['what was added at the start', [[0, 10]], [[4, 10]], [[0, 4]]],
    [
      'a gap that was filled',
      [[0, 10]],
      [
        [0, 3],
        [7, 10],
      ],
      [[3, 7]],
    ],
    [
      'what lies around several reported',
      [[0, 20]],
      [
        [2, 4],
        [6, 8],
      ],
      [
        [0, 2],
        [4, 6],
        [8, 20],
      ],
    ],
    [
      'a new stretch after a seek',
      [
        [0, 4],
        [30, 34],
      ],
      [[0, 4]],
      [[30, 34]],
    ],
    [
      'two stretches that grew together',
      [[0, 12]],
      [
        [0, 4],
        [6, 12],
      ],
      [[4, 6]],
    ],
    ['no splinters', [[0, 4.02]], [[0, 4]], []],
  ])('tells %s', (_, played, reported, expected) => expect(newlyPlayed(played, reported)).toEqual(expected));
});

describe('stretchesOf', () => {
  it('reads TimeRanges', () => {
    const ranges = {
      length: 2,
      start: (index: number) => index * 10,
      end: (index: number) => index * 10 + 3,
    };
    expect(stretchesOf(ranges)).toEqual([
      [0, 3],
      [10, 13],
    ]);
  });
});
