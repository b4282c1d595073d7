import type { DayCount } from '../files/buckets.ts';

/** The earlier years that have something of this day of the year, the last one first. */
export function yearsOfThisDay(days: readonly DayCount[], today: string): string[] {
  const thisYear = today.slice(0, 4);
  const years = days
    .filter(({ day, count }) => count > 0 && day.slice(5) === today.slice(5) && day.slice(0, 4) < thisYear)
    .map(({ day }) => day.slice(0, 4));
  return [...new Set(years)].toSorted().toReversed();
}
