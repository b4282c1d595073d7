/** `1 year ago`, `12 years ago`. */
export function yearsAgo(year: string, thisYear = new Date().getFullYear()): string {
  const count = thisYear - Number(year);
  return count === 1 ? '1 year ago' : `${count} years ago`;
}
