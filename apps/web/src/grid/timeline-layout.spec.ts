import { describe, expect, it } from '@jest/globals';
import type { FileSummary } from '@hearth/contracts';
import { cutIntoBuckets } from '../files/buckets.ts';
import type { Measures } from './day-layout.ts';
import { bucketsWithin, createTimelineLayout, dayAt, topOfDay } from './timeline-layout.ts';

const MEASURES: Measures = {
  width: 400,
  gap: 4,
  tileHeight: 100,
  headingHeight: 40,
  dayGap: 16,
  narrowestDay: 90,
};
const DAYS = [
  { day: '2024-05-03', count: 20 },
  { day: '2024-05-01', count: 20 },
  { day: '2023-02-01', count: 30 },
  { day: '2022-02-01', count: 40 },
];
const buckets = cutIntoBuckets(DAYS);
const filesOn = (day: string, count: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      ({ id: `${day}-${index}`, localTime: `${day}T12:00:00`, width: 200, height: 100 }) as FileSummary,
  );
const [newest] = buckets;
const loaded = new Map([[newest?.key ?? '', [...filesOn('2024-05-03', 20), ...filesOn('2024-05-01', 20)]]]);

describe('the timeline', () => {
  it('has its whole height before anything is loaded, and keeps the height of what was let go', () => {
    const layOut = createTimelineLayout();
    const guess = layOut(buckets, new Map(), MEASURES).height;
    const known = layOut(buckets, loaded, MEASURES).height;
    expect(known).not.toBe(guess);
    expect(layOut(buckets, new Map(), MEASURES).height).toBe(known);
    expect(layOut(buckets, new Map(), { ...MEASURES, width: 800 }).height).toBeLessThan(known);
  });

  it('finds what touches the window', () => {
    const timeline = createTimelineLayout()(buckets, loaded, MEASURES);
    const second = timeline.buckets[1]?.top ?? 0;
    expect(bucketsWithin(timeline, 0, second - 1)).toEqual([0, 1]);
    expect(bucketsWithin(timeline, second + 1, second + 2)).toEqual([1, 2]);
    expect(bucketsWithin(timeline, -500, 1e9)).toEqual([0, 3]);
  });

  it('knows the day at a height and the height of a day, loaded or not', () => {
    for (const filesOf of [loaded, new Map()]) {
      const timeline = createTimelineLayout()(buckets, filesOf, MEASURES);
      for (const { day } of DAYS) expect(dayAt(timeline, topOfDay(timeline, day) + 1)).toBe(day);
      expect(dayAt(timeline, -10)).toBe('2024-05-03');
      expect(dayAt(timeline, 1e9)).toBe('2022-02-01');
    }
  });

  it('leads to the nearest day for one without photos', () => {
    const timeline = createTimelineLayout()(buckets, loaded, MEASURES);
    expect(topOfDay(timeline, '2024-05-02')).toBe(topOfDay(timeline, '2024-05-01'));
    expect(topOfDay(timeline, '1999-01-01')).toBe(timeline.height);
  });
});
