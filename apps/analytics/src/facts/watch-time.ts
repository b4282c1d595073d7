import type { PayloadOf, segmentsPlayed } from '@hearth/contracts';

type Segments = PayloadOf<typeof segmentsPlayed>['segments'];

/** A player reports every few seconds, or after it was offline for a while; nobody watches longer than this at once. */
const LONGEST_REPORT_SEC = 12 * 3_600;

/**
 * The seconds of a file that one report says were played: each second once, none past the file's end. `durationSec` is
 * null where it is not known.
 */
export function watchedSec(segments: Segments, durationSec: number | null): number {
  const end = durationSec ?? Number.POSITIVE_INFINITY;
  let watched = 0;
  let coveredTo = 0;
  for (const [fromSec, toSec] of [...segments].sort(([a], [b]) => a - b)) {
    const start = Math.max(fromSec, coveredTo);
    const stop = Math.min(toSec, end);
    if (stop > start) watched += stop - start;
    coveredTo = Math.max(coveredTo, toSec);
  }
  return Math.min(watched, LONGEST_REPORT_SEC);
}

const CLOCK_TOLERANCE_MS = 5 * 60_000;
const OLDEST_REPORT_MS = 30 * 86_400_000;

/** When it was played, by the player's clock; by ours where that one is plainly wrong. Milliseconds since 1970. */
export function playedAt(at: string, occurredAt: string): number {
  const [claimed, heard] = [Date.parse(at), Date.parse(occurredAt)];
  return claimed > heard + CLOCK_TOLERANCE_MS || claimed < heard - OLDEST_REPORT_MS ? heard : claimed;
}
