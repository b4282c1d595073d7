const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

/** Sizes as people say them: powers of 1000, three figures at most. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${Number(value.toFixed(digits))} ${UNITS[unit] === 'bytes' && bytes === 1 ? 'byte' : UNITS[unit]}`;
}

/** A player's clock: `0:07`, `12:05`, `1:02:09`. */
export function formatClock(totalSec: number): string {
  const whole = Math.max(0, Math.round(totalSec));
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = String(seconds).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** A length of time in words: `12 seconds`, `3 minutes`, `1 hour 5 minutes`. */
export function formatDuration(totalSec: number): string {
  if (totalSec < 59.5) return countOf(Math.max(totalSec > 0 ? 1 : 0, Math.round(totalSec)), 'second');
  const minutes = Math.round(totalSec / 60);
  if (minutes < 60) return countOf(minutes, 'minute');
  const hours = countOf(Math.floor(minutes / 60), 'hour');
  return minutes % 60 === 0 ? hours : `${hours} ${countOf(minutes % 60, 'minute')}`;
}

/** `1 file`, `1,200 files`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`;
}

// To make one takes longer than all that it is asked in a grid, where each tile says its day.
// A page left open keeps the time zone that it began in.
let days: Intl.DateTimeFormat | undefined;
let moments: Intl.DateTimeFormat | undefined;

/** `3 May 2024`, in the reader's time zone. */
export function formatDay(iso: string): string {
  days ??= new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  return formatWith(days, iso);
}

/** The exact time, for a tooltip. */
export function formatExactly(iso: string): string {
  moments ??= new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' });
  return formatWith(moments, iso);
}

/** Nothing for a moment that is none, such as one that the browser kept badly. */
function formatWith(format: Intl.DateTimeFormat, iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? '' : format.format(date);
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** `just now`, `5 minutes ago`, `yesterday`, then the day. */
export function formatAgo(iso: string, now = Date.now()): string {
  const seconds = Math.round((now - Date.parse(iso)) / 1000);
  if (seconds < 45) return 'just now';
  if (seconds < 45 * 60) return relative.format(-Math.max(1, Math.round(seconds / 60)), 'minute');
  if (seconds < 22 * 3600) return relative.format(-Math.max(1, Math.round(seconds / 3600)), 'hour');
  if (seconds < 6.5 * 86_400) return relative.format(-Math.max(1, Math.round(seconds / 86_400)), 'day');
  return formatDay(iso);
}
