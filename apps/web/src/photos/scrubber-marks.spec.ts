import { expect, it } from '@jest/globals';
import { marksOf } from './scrubber-marks.ts';
import type { TimelineLayout } from '../grid/timeline-layout.ts';

const timeline = {
  height: 1000,
  buckets: [
    ['2024-07-01', 0],
    ['2024-01-01', 300],
    ['2023-01-01', 500],
    ['2022-01-01', 510],
    ['2010-01-01', 900],
  ].map(([from, top]) => ({ bucket: { from }, top })),
} as unknown as TimelineLayout;

it('names each year once, and leaves out names that would touch', () =>
  expect(marksOf(timeline, 500, 20)).toEqual([
    { year: '2024', at: 0, isNamed: true },
    { year: '2023', at: 0.5, isNamed: true },
    { year: '2022', at: 0.51, isNamed: false },
    { year: '2010', at: 0.9, isNamed: true },
  ]));

it('has no marks without photos', () => expect(marksOf({ height: 0, buckets: [] }, 500, 20)).toEqual([]));
