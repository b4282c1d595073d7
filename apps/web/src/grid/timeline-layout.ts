import type { FileSummary } from '@hearth/contracts';
import type { Bucket } from '../files/buckets.ts';
import { estimateHeight, layOutDays, type DayLayout, type Measures } from './day-layout.ts';
import { dayOf } from '../files/local-day.ts';

/** A stretch in its place. Without a layout its pictures are not here, and the height is what it had, or a guess. */
export interface PlacedBucket {
  readonly bucket: Bucket;
  readonly top: number;
  readonly height: number;
  readonly layout: DayLayout | undefined;
}

export interface TimelineLayout {
  readonly buckets: readonly PlacedBucket[];
  readonly height: number;
}

/** Lays stretches out one below the other and remembers what it laid out before. */
export function createTimelineLayout() {
  const layouts = new WeakMap<readonly FileSummary[], { width: number; layout: DayLayout }>();
  /** What stretches were high that are let go; else everything would move when they go. */
  const heights = new Map<string, number>();
  let guesses = new WeakMap<Bucket, number>();
  let ofWidth: number | undefined;

  const layoutOf = (files: readonly FileSummary[], measures: Measures, { page }: Bucket): DayLayout => {
    const known = layouts.get(files);
    if (known?.width === measures.width) return known.layout;
    // A day's further pages go on beneath the heading of its first.
    const layout = layOutDays(groupByDay(files), page > 1 ? { ...measures, headingHeight: 0 } : measures);
    layouts.set(files, { width: measures.width, layout });
    return layout;
  };

  const guess = (bucket: Bucket, measures: Measures): number => {
    const known = guesses.get(bucket);
    if (known !== undefined) return known;
    const height = estimateHeight(bucket.days, measures);
    guesses.set(bucket, height);
    return height;
  };

  return (
    buckets: readonly Bucket[],
    filesOf: ReadonlyMap<string, readonly FileSummary[]>,
    measures: Measures,
  ): TimelineLayout => {
    if (ofWidth !== measures.width) {
      heights.clear();
      guesses = new WeakMap();
    }
    ofWidth = measures.width;
    let top = 0;
    const placed = buckets.map((bucket): PlacedBucket => {
      const files = filesOf.get(bucket.key);
      const layout = files && layoutOf(files, measures, bucket);
      const remembered = `${bucket.key} ${bucket.count}`;
      if (layout) heights.set(remembered, layout.height);
      const height = layout?.height ?? heights.get(remembered) ?? guess(bucket, measures);
      const place = { bucket, top, height, layout };
      top += height;
      return place;
    });
    return { buckets: placed, height: top };
  };
}

/** The stretches that touch the span: the index of the first, and the one after the last. */
export function bucketsWithin(
  { buckets }: TimelineLayout,
  from: number,
  to: number,
): [first: number, end: number] {
  const first = countWhere(buckets, ({ top, height }) => top + height < from);
  const end = countWhere(buckets, ({ top }) => top <= to);
  return [first, Math.max(first, end)];
}

/** The day that is seen at a height; undefined in an empty library. */
export function dayAt(timeline: TimelineLayout, y: number): string | undefined {
  const index = Math.max(0, countWhere(timeline.buckets, ({ top }) => top <= y) - 1);
  const place = timeline.buckets[index];
  if (!place) return undefined;
  const { bucket, layout, top, height } = place;
  if (layout) return layout.headings.findLast((heading, at) => at === 0 || top + heading.top <= y)?.day;
  let left = ((y - top) / Math.max(1, height)) * bucket.count;
  return (bucket.days.find(({ count }) => (left -= count) < 0) ?? bucket.days.at(-1))?.day;
}

/** Where a day begins, as far as is known. */
export function topOfDay(timeline: TimelineLayout, day: string): number {
  const place = timeline.buckets.find(({ bucket }) => bucket.from <= day) ?? timeline.buckets.at(-1);
  if (!place) return 0;
  const { bucket, layout, top, height } = place;
  if (layout) return top + (layout.headings.find((heading) => heading.day <= day)?.top ?? 0);
  const before = bucket.days.reduce((sum, one) => (one.day > day ? sum + one.count : sum), 0);
  return top + (before / Math.max(1, bucket.count)) * height;
}

/** Files by day, the newest first, whatever order they come in. */
export function groupByDay(files: readonly FileSummary[]) {
  const days: { day: string; files: FileSummary[] }[] = [];
  for (const file of files) {
    const day = dayOf(file);
    const current = days.at(-1);
    if (current?.day === day) current.files.push(file);
    else days.push({ day, files: [file] });
  }
  return days;
}

/** How many at the start are so, where none is after the first that is not. */
function countWhere<T>(items: readonly T[], isSo: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item && isSo(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
