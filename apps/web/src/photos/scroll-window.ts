/**
 * Browsers cut elements that are too high: 33 million device pixels in Chromium, 18 in Firefox. A timeline of a million
 * photos is higher than that on a phone. So the element is at most this high, and `base` says which part of the timeline
 * it stands for.
 */
export const HIGHEST_PX = 6_000_000;
/** So near to an end of the element another part is taken, while there is more. */
const NEAR_END_PX = 300_000;

/** Which part to stand for, when `y` of the timeline is at the window's top. */
export function decideBase(y: number, base: number, height: number): number {
  const last = Math.max(0, height - HIGHEST_PX);
  const inElement = y - base;
  const isInside = inElement > NEAR_END_PX && inElement < HIGHEST_PX - NEAR_END_PX;
  const isAtOwnEnd = (base === 0 && inElement <= NEAR_END_PX) || (base === last && inElement >= NEAR_END_PX);
  if (base <= last && (isInside || isAtOwnEnd)) return base;
  return Math.min(last, Math.max(0, y - HIGHEST_PX / 2));
}
