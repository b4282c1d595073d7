import type { FileSummary } from '@hearth/contracts';

/** The day of a file by the clock where it was taken, `2024-05-03`. */
export function dayOf({ localTime }: Pick<FileSummary, 'localTime'>): string {
  return localTime.slice(0, 10);
}

/** Files that come in the order of their time, by their days. */
export function daysOf<F extends Pick<FileSummary, 'localTime'>>(
  files: readonly F[],
): { readonly day: string; readonly files: readonly F[] }[] {
  const days: { day: string; files: F[] }[] = [];
  for (const file of files) {
    const last = days.at(-1);
    if (last?.day === dayOf(file)) last.files.push(file);
    else days.push({ day: dayOf(file), files: [file] });
  }
  return days;
}

const formats = {
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  dayOfYear: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  narrow: { day: 'numeric', month: 'short' },
  narrowOfYear: { day: 'numeric', month: 'short', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
} as const;
const made = new Map<keyof typeof formats, Intl.DateTimeFormat>();

function format(how: keyof typeof formats, day: string): string {
  let known = made.get(how);
  if (!known) made.set(how, (known = new Intl.DateTimeFormat('en-GB', { ...formats[how], timeZone: 'UTC' })));
  return known.format(new Date(`${day}T00:00:00Z`));
}

/** `Fri 3 May`, with the year where it is not this one; narrow: `3 May`. */
export function formatLocalDay(
  day: string,
  { narrow = false, thisYear = String(new Date().getFullYear()) } = {},
) {
  const isThisYear = day.startsWith(thisYear);
  if (narrow) return format(isThisYear ? 'narrow' : 'narrowOfYear', day);
  return format(isThisYear ? 'day' : 'dayOfYear', day).replace(',', '');
}

/** `May 2024`. */
export function formatMonth(day: string): string {
  return format('month', `${day.slice(0, 7)}-01`);
}
