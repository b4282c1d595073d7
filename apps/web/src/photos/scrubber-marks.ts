import type { TimelineLayout } from '../grid/timeline-layout.ts';

export interface ScrubberMark {
  readonly year: string;
  /** From 0 at the top to 1 at the end. */
  readonly at: number;
  /** False where its name would stand on another's; then a dot stands for it. */
  readonly isNamed: boolean;
}

/** Where the years begin along a scrubber, the newest first. */
export function marksOf(timeline: TimelineLayout, scrubberPx: number, namePx: number): ScrubberMark[] {
  const marks: ScrubberMark[] = [];
  let lastNamedAt = -Infinity;
  for (const { bucket, top } of timeline.buckets) {
    const year = bucket.from.slice(0, 4);
    if (marks.at(-1)?.year === year) continue;
    const at = top / Math.max(1, timeline.height);
    const isNamed = (at - lastNamedAt) * scrubberPx >= namePx;
    if (isNamed) lastNamedAt = at;
    marks.push({ year, at, isNamed });
  }
  return marks;
}
