import { setTimeout as delay } from 'node:timers/promises';

export interface Liveness {
  everyMs: number;
  answerWithinMs: number;
  missesInARow: number;
}

/** Slow to judge: a busy disk makes a healthy part late, and ending it would only add to the load. */
export const DEFAULT_LIVENESS: Liveness = { everyMs: 10_000, answerWithinMs: 5_000, missesInARow: 3 };

/**
 * Asks again and again whether something still answers; says why not once it has missed too often in a row, and
 * returns undefined when `cancelled`.
 */
export async function waitUntilHung(
  findReasonNotAlive: (answerWithinMs: number) => Promise<string | undefined>,
  { everyMs, answerWithinMs, missesInARow }: Liveness,
  cancelled: AbortSignal,
): Promise<string | undefined> {
  let misses = 0;
  while (!cancelled.aborted) {
    await delay(everyMs, undefined, { signal: cancelled, ref: false }).catch(() => undefined);
    if (cancelled.aborted) return undefined;
    const reason = await findReasonNotAlive(answerWithinMs);
    misses = reason === undefined ? 0 : misses + 1;
    if (misses >= missesInARow) return cancelled.aborted ? undefined : reason;
  }
  return undefined;
}
