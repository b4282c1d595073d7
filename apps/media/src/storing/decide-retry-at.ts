const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/** When the hub tries again by itself to store what is complete: after 1, 2, 4, 8 minutes, and every 15 from then on. */
export function decideRetryAt(failedAttempts: number, now: Date): Date {
  const waitMs = Math.min(FIRST_WAIT_MS * 2 ** Math.max(0, failedAttempts - 1), LONGEST_WAIT_MS);
  return new Date(now.getTime() + waitMs);
}
