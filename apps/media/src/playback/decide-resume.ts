/** Who saw less than this has hardly begun. */
const BEGUN_SEC = 10;
/** Credits and the last words of a song are not gone back to: this part of the whole, but no more than so long. */
const END_SHARE = 0.04;
const LONGEST_END_SEC = 120;
const SHORTEST_END_SEC = 5;

/** Where to go on with something that was left at a position, both in seconds; 0 means from the start. */
export function decideResumeAtSec(positionSec: number, durationSec: number | null): number {
  if (positionSec < BEGUN_SEC) return 0;
  if (durationSec === null) return positionSec;
  const endSec = Math.min(LONGEST_END_SEC, Math.max(SHORTEST_END_SEC, durationSec * END_SHARE));
  return positionSec > durationSec - endSec ? 0 : positionSec;
}
