/** Sums of fractions that others were taken off again end in dust. */
export function rounded(amount: number): number {
  return Math.max(0, Math.round(amount * 1_000) / 1_000);
}
