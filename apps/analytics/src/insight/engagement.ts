import type { engagement, OutputOf, Range } from '@hearth/contracts';
import type { DataSource } from 'typeorm';
import type { HouseClock } from '../counting/house-clock.js';
import { previousStart, rangeStart } from '../rollups/ranges.js';
import { rounded } from './rounded.js';

type Engagement = OutputOf<typeof engagement>;
type Figures = NonNullable<Engagement['previous']>;

/** From one moment on and until another, both at the begin of an hour. */
interface Span {
  readonly from: Date;
  readonly until: Date;
}

/** How much went on in a range, and in the one before. */
export async function findEngagement(
  database: DataSource,
  clock: HouseClock,
  range: Range,
  now: number,
): Promise<Engagement> {
  const thisHour = clock.hourOf(now);
  const from = new Date(rangeStart(range, thisHour));
  const before = previousStart(range, thisHour);
  const span = { from, until: new Date(thisHour + 3_600_000) };
  const [figures, previous, activeUsers, byHour] = await Promise.all([
    findFigures(database, span),
    before === undefined ? null : findFigures(database, { from: new Date(before), until: from }),
    findDays(database, clock, span),
    findByHour(database, clock, span),
  ]);
  return { ...figures, previous, activeUsers, byHour, timeZone: clock.timeZone };
}

async function findFigures(database: DataSource, { from, until }: Span): Promise<Figures> {
  const [sums, lengths] = await Promise.all([
    database.query(
      `SELECT COALESCE(sum(streams), 0) AS sessions, COALESCE(sum(downloads), 0) AS downloads,
         COALESCE(sum(bytes_served), 0) AS bytes_served, COALESCE(sum(watch_sec), 0) AS watch_sec
       FROM analytics.house_hours WHERE hour >= $1 AND hour < $2`,
      [from, until],
    ) as Promise<[{ sessions: string; downloads: string; bytes_served: string; watch_sec: number }]>,
    database.query(
      `SELECT length_sec, sum(sessions) AS sessions FROM analytics.session_lengths
       WHERE hour >= $1 AND hour < $2 GROUP BY length_sec HAVING sum(sessions) > 0 ORDER BY length_sec`,
      [from, until],
    ) as Promise<{ length_sec: number; sessions: string }[]>,
  ]);
  return {
    sessions: Number(sums[0].sessions),
    medianSessionSec: medianOf(lengths.map((row) => [row.length_sec, Number(row.sessions)] as const)),
    watchTimeSec: rounded(sums[0].watch_sec),
    downloads: Number(sums[0].downloads),
    bytesServed: Number(sums[0].bytes_served),
  };
}

/** The middle of values that are told with how often each occurs, in order; the mean of the two that share the middle. */
export function medianOf(counts: readonly (readonly [value: number, times: number])[]): number | null {
  const total = counts.reduce((sum, [, times]) => sum + times, 0);
  if (total === 0) return null;
  const at = (position: number) => {
    let passed = 0;
    for (const [value, times] of counts) {
      passed += times;
      if (passed > position) return value;
    }
    return counts.at(-1)?.[0] ?? 0;
  };
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2;
}

async function findDays(
  database: DataSource,
  { timeZone, dayOf }: HouseClock,
  { from, until }: Span,
): Promise<Engagement['activeUsers']> {
  const rows = (await database.query(
    `WITH sums AS (
       SELECT (hour AT TIME ZONE $3)::date AS day, sum(streams) AS sessions, sum(watch_sec) AS watch_sec
       FROM analytics.house_hours WHERE hour >= $1 AND hour < $2 GROUP BY 1
     )
     SELECT to_char(c.day, 'YYYY-MM-DD') AS day, c.users, c.devices, COALESCE(s.sessions, 0) AS sessions,
       COALESCE(s.watch_sec, 0) AS watch_sec
     FROM analytics.day_counts c LEFT JOIN sums s USING (day) WHERE c.day >= $4::date AND c.day < $5::date ORDER BY c.day`,
    [from, until, timeZone, dayOf(from.getTime()), dayOf(until.getTime() + 86_400_000)],
  )) as { day: string; users: number; devices: number; sessions: string; watch_sec: number }[];
  return rows.map(({ day, users, devices, sessions, watch_sec }) => ({
    ...{ day, users, devices, sessions: Number(sessions), watchTimeSec: rounded(watch_sec) },
  }));
}

async function findByHour(
  database: DataSource,
  { timeZone }: HouseClock,
  { from, until }: Span,
): Promise<number[][]> {
  const rows = (await database.query(
    `SELECT EXTRACT(isodow FROM hour AT TIME ZONE $3)::int - 1 AS weekday,
       EXTRACT(hour FROM hour AT TIME ZONE $3)::int AS hour, sum(streams) AS sessions
     FROM analytics.house_hours WHERE hour >= $1 AND hour < $2 GROUP BY 1, 2`,
    [from, until, timeZone],
  )) as { weekday: number; hour: number; sessions: string }[];
  const grid = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  for (const { weekday, hour, sessions } of rows) {
    const day = grid[weekday];
    if (day) day[hour] = Number(sessions);
  }
  return grid;
}
