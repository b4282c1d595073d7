import { setTimeout as rest } from 'node:timers/promises';
import { HearthError } from '@hearth/platform';

/** nginx waits longer. */
const WAITS_FOR_MS = 30_000;
/** What is not asked for again is not made, or later: nobody seems to wait for it any more. */
const WANT_EVERY_MS = 3_000;

interface InTheMaking<T> {
  /** Undefined while it is not there. Throws when it never will be. */
  find(): Promise<T | undefined>;
  /** Lets the indexer know that somebody waits. Throws when it cannot be made. */
  want(): Promise<void>;
  readonly lookEveryMs: number;
}

/**
 * Waits for what the indexer makes when it is asked for.
 *
 * @throws `rendition.not-ready` when it takes long, or the service stops
 */
export async function waitUntilMade<T>(
  { find, want, lookEveryMs }: InTheMaking<T>,
  stopping: AbortSignal,
): Promise<T> {
  const end = performance.now() + WAITS_FOR_MS;
  let wantAgainAt = -Infinity;
  while (!stopping.aborted && performance.now() < end) {
    const found = await find();
    if (found !== undefined) return found;
    if (performance.now() >= wantAgainAt) {
      await want();
      wantAgainAt = performance.now() + WANT_EVERY_MS;
    }
    await rest(lookEveryMs);
  }
  throw new HearthError('rendition.not-ready', { headers: { 'retry-after': '1' } });
}
