import { RANGES, type Range } from '@hearth/contracts';

const HOUR_MS = 3_600_000;
const HOURS: Readonly<Record<Exclude<Range, 'all'>, number>> = {
  '24h': 24,
  '7d': 7 * 24,
  '30d': 30 * 24,
  '90d': 90 * 24,
  '365d': 365 * 24,
};
/** Before anything was counted. */
const BEGINNING = Date.UTC(1980);

/** The first hour that belongs to a range which ends now, milliseconds since 1970. Its last one is still going on. */
export function rangeStart(range: Range, thisHour: number): number {
  return range === 'all' ? BEGINNING : thisHour - HOURS[range] * HOUR_MS;
}

/** The range of the same length before; undefined for all of time. */
export function previousStart(range: Range, thisHour: number): number | undefined {
  return range === 'all' ? undefined : thisHour - 2 * HOURS[range] * HOUR_MS;
}

export function rangeStarts(thisHour: number): ReadonlyMap<Range, number> {
  return new Map(RANGES.map((range) => [range, rangeStart(range, thisHour)]));
}
