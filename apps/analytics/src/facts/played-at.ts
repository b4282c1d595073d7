const CLOCK_TOLERANCE_MS = 5 * 60_000;
/** By players. Services know when it was, also of what happened long ago. */
const OLDEST_REPORT_MS = 30 * 86_400_000;

/** When it was played, by the player's clock; by ours where that one is plainly wrong. Milliseconds since 1970. */
export function playedAt(at: string, occurredAt: string, oldestMs = OLDEST_REPORT_MS): number {
  const [claimed, heard] = [Date.parse(at), Date.parse(occurredAt)];
  return claimed > heard + CLOCK_TOLERANCE_MS || claimed < heard - oldestMs ? heard : claimed;
}
