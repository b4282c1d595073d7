import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 100;

/** Asks again and again until something other than undefined, null or false comes; the last failure is told. */
export async function waitUntil<T>(
  what: string,
  look: () => Promise<T> | T,
  timeoutMs = 20_000,
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = Date.now() + timeoutMs;
  let lastFailure: string;
  for (;;) {
    try {
      const found = await look();
      if (found !== undefined && found !== null && found !== false) {
        return found as NonNullable<Exclude<T, false>>;
      }
      lastFailure = '';
    } catch (error) {
      lastFailure = `: ${(error as Error).message}`;
    }
    if (Date.now() > deadline) throw new Error(`Not within ${timeoutMs / 1000} s: ${what}${lastFailure}`);
    await delay(POLL_MS);
  }
}
