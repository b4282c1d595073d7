import { describe, expect, it } from '@jest/globals';
import { curveOf, HEAT_PARTS, mostReplayed, spread } from './heat.js';
import type { Interval } from './intervals.js';

function curve(stretches: Interval[], extent: number, buckets: number): number[] {
  const amounts = new Array<number>(HEAT_PARTS).fill(0);
  spread(amounts, stretches, extent);
  return curveOf(amounts, extent, buckets).map(({ plays }) => plays);
}

describe('the curve of a file of 20 seconds', () => {
  it.each<[string, Interval[], number, number[]]>([
    ['nothing', [], 4, [0, 0, 0, 0]],
    ['all of it', [[0, 20]], 4, [1, 1, 1, 1]],
    [
      'with a jump',
      [
        [0, 5],
        [15, 20],
      ],
      4,
      [1, 0, 0, 1],
    ],
    [
      'twice',
      [
        [0, 10],
        [5, 10],
      ],
      4,
      [1, 2, 0, 0],
    ],
    ['half a bucket', [[0, 2.5]], 4, [0.5, 0, 0, 0]],
    ['past the end', [[15, 900]], 4, [0, 0, 0, 1]],
    ['in seven', [[0, 20]], 7, [1, 1, 1, 1, 1, 1, 1]],
    ['in one', [[0, 10]], 1, [0.5]],
  ])('%s', (_, stretches, buckets, plays) => expect(curve(stretches, 20, buckets)).toEqual(plays));

  it('is of a thousand parts where that is asked', () => {
    expect(curve([[0, 10]], 20, 1_000).filter((plays) => plays === 1)).toHaveLength(500);
  });
});

describe('the stretch that is replayed most', () => {
  const of = (plays: number[]) =>
    mostReplayed(plays.map((one, at) => ({ from: at * 10, to: at * 10 + 10, plays: one })));
  it.each<[string, number[], [number, number] | undefined]>([
    ['stands out', [1, 1, 5, 5, 1, 1], [20, 40]],
    ['is none where all is alike', [3, 3, 3, 3], undefined],
    ['is none where once is most', [0, 0, 1, 0], undefined],
    ['is none of nothing', [], undefined],
  ])('%s', (_, plays, expected) => {
    const found = of(plays);
    expect(found && [found.from, found.to]).toEqual(expected);
  });
});
