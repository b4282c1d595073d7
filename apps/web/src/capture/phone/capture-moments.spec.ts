import { describe, expect, it } from '@jest/globals';
import { CaptureMoments } from './capture-moments.ts';

const START = 1_795_000_000_000;

describe('moments of frames', () => {
  it('are even though frames come out late by chance', () => {
    const moments = new CaptureMoments();
    const delays = [12, 40, 9, 80, 15, 33, 9, 60];
    const taken = delays.map((delay, index) =>
      moments.momentOf(5_000 + index * 66, START + index * 66 + delay),
    );
    // From the quickest on, all are as quick.
    expect(taken.slice(2).map((moment, index) => moment - START - (index + 2) * 66)).toEqual([
      9, 9, 9, 9, 9, 9,
    ]);
  });

  it('follow a camera that counts a little faster than the clock', () => {
    const moments = new CaptureMoments();
    let last = 0;
    for (let at = 0; at < 60_000; at += 66)
      last = moments.momentOf(at * 1.0001, START + at + 10) - START - at;
    expect(Math.abs(last - 10)).toBeLessThan(1.5);
  });
});
