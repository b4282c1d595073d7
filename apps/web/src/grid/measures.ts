import type { Measures } from './day-layout.ts';

const WIDE_FROM_PX = 700;

/** What the rows of a timeline of a certain width are made by. */
export function measuresFor(width: number): Measures {
  return width < WIDE_FROM_PX
    ? { width, gap: 3, tileHeight: 118, headingHeight: 40, dayGap: 12, narrowestDay: 98 }
    : { width, gap: 5, tileHeight: 200, headingHeight: 48, dayGap: 20, narrowestDay: 128 };
}
