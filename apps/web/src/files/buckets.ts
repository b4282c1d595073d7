export interface DayCount {
  /** `2024-05-03`, by the clock where the picture was taken. */
  readonly day: string;
  readonly count: number;
}

/** A stretch of the calendar that is fetched and laid out in one go. */
export interface Bucket {
  readonly key: string;
  /** The first and the last day; both belong to it. */
  readonly from: string;
  readonly to: string;
  /** Counted from 1, where one day has more than are fetched in one go. */
  readonly page: number;
  readonly count: number;
  /** The newest first. Of a day in pages, this page's share. */
  readonly days: readonly DayCount[];
}

/** As many as the hub lists at once. */
export const MOST_IN_BUCKET = 200;
const MONTHS = 12;
const LONGEST_MONTH = 31;
/** Whoever asks ahead and the page itself cut the same timeline, and one of a million files takes a while. */
const cut = new WeakMap<readonly DayCount[], readonly Bucket[]>();

/**
 * Cuts a timeline (newest first) into stretches of at most 200 files: years, else halves of them down to months, else
 * halves of those down to days, else pages of a day. The cuts depend on the calendar, so that one more file changes
 * one stretch and leaves the others as they are.
 */
export function cutIntoBuckets(days: readonly DayCount[]): readonly Bucket[] {
  const known = cut.get(days);
  if (known) return known;
  const buckets: Bucket[] = [];
  cut.set(days, buckets);
  for (const [year, ofYear] of groupBy(days, ({ day }) => day.slice(0, 4))) {
    cutMonths(buckets, year, ofYear, 1, MONTHS);
  }
  return buckets;
}

/**
 * The files of a stretch out of the newest ones that are listed at once; undefined where not all of them are among these.
 *
 * @param dayOf the day that a file stands under
 */
export function filesOfBucket<F>(
  { from, to, page, count }: Bucket,
  newest: readonly F[],
  dayOf: (file: F) => string,
): readonly F[] | undefined {
  if (page > 1) return undefined;
  const files = newest.filter((file) => dayOf(file) >= from && dayOf(file) <= to);
  return files.length >= count ? files.slice(0, count) : undefined;
}

function cutMonths(into: Bucket[], year: string, days: readonly DayCount[], first: number, last: number) {
  if (days.length === 0) return;
  const isWhole = sumOf(days) <= MOST_IN_BUCKET;
  if (isWhole)
    into.push(bucketOf(days, `${year}-${two(first)}-01`, `${year}-${two(last)}-${lastDay(year, last)}`));
  else if (first === last) cutDays(into, `${year}-${two(first)}`, days, 1, LONGEST_MONTH);
  else {
    const middle = (first + last) >> 1;
    const monthOf = ({ day }: DayCount) => Number(day.slice(5, 7));
    cutMonths(
      into,
      year,
      days.filter((one) => monthOf(one) > middle),
      middle + 1,
      last,
    );
    cutMonths(
      into,
      year,
      days.filter((one) => monthOf(one) <= middle),
      first,
      middle,
    );
  }
}

function cutDays(into: Bucket[], month: string, days: readonly DayCount[], first: number, last: number) {
  if (days.length === 0) return;
  const end = Math.min(last, Number(lastDay(month.slice(0, 4), Number(month.slice(5)))));
  if (sumOf(days) <= MOST_IN_BUCKET)
    into.push(bucketOf(days, `${month}-${two(first)}`, `${month}-${two(end)}`));
  else if (first === last) cutPages(into, days[0] as DayCount);
  else {
    const middle = (first + last) >> 1;
    const dayOf = ({ day }: DayCount) => Number(day.slice(8, 10));
    cutDays(
      into,
      month,
      days.filter((one) => dayOf(one) > middle),
      middle + 1,
      last,
    );
    cutDays(
      into,
      month,
      days.filter((one) => dayOf(one) <= middle),
      first,
      middle,
    );
  }
}

function cutPages(into: Bucket[], { day, count }: DayCount): void {
  for (let page = 1; (page - 1) * MOST_IN_BUCKET < count; page += 1) {
    const share = Math.min(MOST_IN_BUCKET, count - (page - 1) * MOST_IN_BUCKET);
    into.push(bucketOf([{ day, count: share }], day, day, page));
  }
}

function bucketOf(days: readonly DayCount[], from: string, to: string, page = 1): Bucket {
  return { key: `${from}/${to}/${page}`, from, to, page, count: sumOf(days), days };
}

function sumOf(days: readonly DayCount[]): number {
  return days.reduce((sum, { count }) => sum + count, 0);
}

function lastDay(year: string, month: number): string {
  return two(new Date(Date.UTC(Number(year), month, 0)).getUTCDate());
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
