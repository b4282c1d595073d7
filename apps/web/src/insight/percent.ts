/** A share of one as people say it: `40%`. */
export function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}
