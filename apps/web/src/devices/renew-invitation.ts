interface Times {
  readonly expiresAt: string;
  readonly codeExpiresAt: string;
}

/** Long enough to make a new one over a slow line. */
const AHEAD_MS = 3_000;
const SOONEST_MS = 1_000;

/** When to make the next invitation: shortly before the first of code and address runs out. */
export function renewInMs({ expiresAt, codeExpiresAt }: Times, nowMs: number): number {
  const endsMs = Math.min(Date.parse(expiresAt), Date.parse(codeExpiresAt));
  return Math.max(SOONEST_MS, endsMs - AHEAD_MS - nowMs);
}

/** `1:05`; `0:00` once it is over. */
export function timeLeft(until: string, nowMs: number): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - nowMs) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** `482 913`: six digits are read aloud in threes. */
export function spellCode(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}
