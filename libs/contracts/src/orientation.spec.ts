import { describe, expect, it } from '@jest/globals';
import { composeOrientations, isOnItsSide, turnBetween, type Orientation } from './orientation.js';

const ALL: Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8];
const [RIGHT, LEFT] = [6, 8] as const;

describe('a turn', () => {
  it.each([
    [1, RIGHT, 6],
    [6, RIGHT, 3],
    [3, RIGHT, 8],
    [8, RIGHT, 1],
    [1, LEFT, 8],
    [6, LEFT, 1],
    [2, RIGHT, 7],
    [5, RIGHT, 2],
    [4, 3, 2],
    [2, 2, 1],
    [6, 2, 5],
  ] as const)('of what is shown by %i by %i comes to %i', (first, then, both) => {
    expect(composeOrientations(first, then)).toBe(both);
  });

  it('leads from any to any', () => {
    for (const now of ALL)
      for (const wanted of ALL) expect(composeOrientations(now, turnBetween(now, wanted))).toBe(wanted);
  });

  it('four times is none', () => {
    for (const start of ALL) {
      let now = start;
      for (let time = 0; time < 4; time += 1) now = composeOrientations(now, RIGHT);
      expect(now).toBe(start);
    }
  });

  it('lays a picture on its side from 5 on', () => {
    expect(ALL.map(isOnItsSide)).toEqual([false, false, false, false, true, true, true, true]);
  });
});
