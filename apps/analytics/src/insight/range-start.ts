import type { Range } from '@hearth/contracts';

const HOUR_MS = 3_600_000;
const HOURS: Readonly<Record<Exclude<Range, 'all'>, number>> = {
  '24h': 24,
  '7d': 7 * 24,
  '30d': 30 * 24,
  '90d': 90 * 24,
  '365d': 365 * 24,
};

/** The first hour that belongs to a range which ends now; undefined for all of time. */
export function rangeStart(range: Range, now: Date): Date | undefined {
  if (range === 'all') return undefined;
  const thisHour = now.getTime() - (now.getTime() % HOUR_MS);
  return new Date(thisHour - HOURS[range] * HOUR_MS);
}
