const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait before the nth attempt (from 0): doubling, and a random half of it, so that all the browsers of a
 * house do not come back in the same instant after the hub restarts.
 */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
}
