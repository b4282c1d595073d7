import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 25;
/** Enough on a busy machine; what fails at once on a quiet one fails after this. */
const PATIENCE_MS = 60_000;

interface Patience {
  /** Says in the failure what was waited for. */
  readonly what?: string;
  readonly withinMs?: number;
}

type There<T> = NonNullable<Exclude<T, false>>;

/**
 * Looks again and again until something is there (not undefined, null or false), or as wanted. A look that throws is one
 * more that did not see it. Fails with what was seen, or thrown, last.
 */
export function eventually<T>(
  look: () => Promise<T> | T,
  isWanted?: undefined,
  patience?: Patience,
): Promise<There<T>>;
export function eventually<T>(
  look: () => Promise<T> | T,
  isWanted: (seen: T) => boolean,
  patience?: Patience,
): Promise<T>;
export async function eventually<T>(
  look: () => Promise<T> | T,
  isWanted: (seen: T) => boolean = isThere,
  { what, withinMs = PATIENCE_MS }: Patience = {},
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    let last: string;
    try {
      const seen = await look();
      if (isWanted(seen)) return seen;
      last = `still ${JSON.stringify(seen)}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    if (performance.now() > deadline)
      throw new Error(`not within ${withinMs / 1000} s${what === undefined ? '' : `: ${what}`}: ${last}`);
    await sleep(POLL_MS);
  }
}

function isThere(seen: unknown): boolean {
  return seen !== undefined && seen !== null && seen !== false;
}
