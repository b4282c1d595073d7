const DAY_MS = 86_400_000;

/** How long a file stays in the bin: `12 days left`, `goes today`. */
export function daysLeft(expiresAt: string, now: number): string {
  const days = Math.floor((Date.parse(expiresAt) - now) / DAY_MS);
  if (days < 1) return 'goes today';
  return days === 1 ? '1 day left' : `${days} days left`;
}
