import { describe, expect, it } from '@jest/globals';
import { alignFrames, findNearest, reportSync } from './frame-alignment.js';

const at15 = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => from + (index * 1000) / 15);

describe('findNearest', () => {
  it.each([
    [[0, 66, 133], 60, 1],
    [[0, 66, 133], 33, 0],
    [[0, 66, 133], 34, 1],
    [[0, 66, 133], -40, 0],
    [[0, 66, 133], 180, 2],
    [[0, 66, 133], 184, null],
    [[], 0, null],
  ])('of %j to %d is frame %s', (track, time, frame) => {
    expect(findNearest(track, time, 50)).toBe(frame);
  });
});

describe('alignFrames', () => {
  it('pairs frames that are nearest to each other', () => {
    expect(
      alignFrames([
        [0, 100],
        [10, 90],
      ]),
    ).toEqual([
      [0, [0, 0]],
      [100, [1, 1]],
    ]);
  });

  it('is cut to the time that all share', () => {
    const groups = alignFrames([at15(0, 60), at15(1_000, 60), at15(500, 30)]);
    expect([groups[0]?.[0], groups.at(-1)?.[0]].map((time) => Math.round(time ?? 0))).toEqual([1000, 2_467]);
  });

  it('leaves a gap of one device open', () => {
    const gap = at15(0, 60).filter((time) => time < 1_000 || time > 3_000);
    const groups = alignFrames([at15(0, 60), gap]);
    expect(reportSync(groups, [at15(0, 60), gap]).alignedRatio).toBe(1);
    expect(alignFrames([gap, at15(0, 45)]).every(([, frames]) => frames[1] !== null)).toBe(true);
  });

  it('of one device alone is all of it', () => {
    expect(alignFrames([[5, 70]])).toEqual([
      [5, [0]],
      [70, [1]],
    ]);
  });

  it.each([[[]], [[[], []]]])('of %j is nothing', (tracks) => {
    expect(alignFrames(tracks)).toEqual([]);
  });

  it('keeps a device without frames in its place', () => {
    expect(alignFrames([[0], []])).toEqual([[0, [0, null]]]);
  });
});

describe('reportSync', () => {
  it('says how far apart frames of one moment are', () => {
    const tracks = [at15(0, 100), at15(20, 100)];
    const report = reportSync(alignFrames(tracks), tracks);
    expect([report.p50Ms, report.p95Ms, report.maxMs].map(Math.round)).toEqual([20, 20, 20]);
    expect(report.alignedRatio).toBe(1);
  });

  it('of nothing is nothing', () => {
    expect(reportSync([], [])).toEqual({ p50Ms: 0, p95Ms: 0, maxMs: 0, alignedRatio: 0 });
  });
});
