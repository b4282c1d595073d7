import type { OutputOf, storageSummary } from '@hearth/contracts';
import type { DataSource } from 'typeorm';
import type { HouseClock } from '../counting/house-clock.js';
import { daysUntilFull } from './days-until-full.js';
import { findFreeBytes } from './free-bytes.js';

type Summary = OutputOf<typeof storageSummary>;

interface Total {
  readonly by: 'kind' | 'device' | 'folder';
  readonly key: string;
  readonly files: string;
  readonly size_bytes: string;
}

interface Day {
  readonly day: string;
  readonly added_files: string;
  readonly added_bytes: string;
  readonly removed_files: string;
  readonly removed_bytes: string;
}

const DAYS_TOLD = 90;
const PACE_DAYS = 30;
const DAY_MS = 86_400_000;
const sumOf = ({ files, size_bytes }: Total) => ({ files: Number(files), sizeBytes: Number(size_bytes) });

/** What the library holds and how it grew, of totals that are kept as files come and go. */
export async function summariseStorage(
  database: DataSource,
  clock: HouseClock,
  library: string | undefined,
  under: string,
  now = Date.now(),
): Promise<Summary> {
  const [totals, folders, days, firstDay, freeBytes] = await Promise.all([
    findTotals(database),
    findFolders(database, under),
    findDays(database, clock.dayOf(now - (DAYS_TOLD - 1) * DAY_MS)),
    findFirstDay(database),
    findFreeBytes(library),
  ]);
  const byType = totals
    .filter(({ by }) => by === 'kind')
    .map((row) => ({ kind: row.key as never, ...sumOf(row) }));
  const byDevice = totals
    .filter(({ by }) => by === 'device')
    .map((row) => ({ deviceId: row.key === '' ? null : row.key, ...sumOf(row) }));
  const totalBytes = byType.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
  const growth = withTotals(days, totalBytes);
  return {
    totalBytes,
    totalFiles: byType.reduce((total, { files }) => total + files, 0),
    ...{ byType, byDevice, byFolder: folders.map((row) => ({ folder: row.key, ...sumOf(row) })), growth },
    freeBytes: freeBytes ?? null,
    daysUntilFull: daysUntilFull({ ...paceOf(growth, firstDay, clock, now), freeBytes }),
  };
}

async function findTotals(database: DataSource): Promise<Total[]> {
  return (await database.query(
    `SELECT by, key, files, size_bytes FROM analytics.storage_totals
     WHERE by IN ('kind', 'device') AND files > 0 ORDER BY by, size_bytes DESC, key LIMIT 1000`,
  )) as Total[];
}

/** By the folders one step below, each with all that lies below it. */
async function findFolders(database: DataSource, under: string): Promise<Total[]> {
  const depth = under === '' ? 0 : under.split('/').length;
  return (await database.query(
    `SELECT 'folder' AS by, array_to_string((string_to_array(key, '/'))[1:$2], '/') AS key, sum(files) AS files,
       sum(size_bytes) AS size_bytes
     FROM analytics.storage_totals
     WHERE by = 'folder' AND files > 0 AND ($1 = '' OR key = $1 OR starts_with(key, $1 || '/'))
     GROUP BY 2 ORDER BY sum(size_bytes) DESC, 2 LIMIT 200`,
    [under, depth + 1],
  )) as Total[];
}

async function findDays(database: DataSource, since: string): Promise<Day[]> {
  return (await database.query(
    `SELECT to_char(day, 'YYYY-MM-DD') AS day, sum(added_files) AS added_files, sum(added_bytes) AS added_bytes,
       sum(removed_files) AS removed_files, sum(removed_bytes) AS removed_bytes
     FROM analytics.storage_days WHERE day >= $1::date GROUP BY day
     HAVING sum(added_files) <> 0 OR sum(removed_files) <> 0 OR sum(added_bytes) <> 0 ORDER BY day`,
    [since],
  )) as Day[];
}

async function findFirstDay(database: DataSource): Promise<string | undefined> {
  const [row] = (await database.query(
    `SELECT to_char(day, 'YYYY-MM-DD') AS day FROM analytics.storage_days WHERE added_files > 0 ORDER BY day LIMIT 1`,
  )) as { day: string }[];
  return row?.day;
}

/** Backwards from what there is now. */
function withTotals(days: readonly Day[], totalBytes: number): Summary['growth'] {
  let total = totalBytes;
  return [...days]
    .reverse()
    .map((row) => {
      const day = {
        day: row.day,
        addedFiles: Number(row.added_files),
        addedBytes: Number(row.added_bytes),
        removedFiles: Number(row.removed_files),
        removedBytes: Number(row.removed_bytes),
        totalBytes: total,
      };
      total = Math.max(0, total - day.addedBytes + day.removedBytes);
      return day;
    })
    .reverse();
}

/** How it grew in the last 30 days. Its first day does not count: then all came in that was there before. */
function paceOf(growth: Summary['growth'], firstDay: string | undefined, clock: HouseClock, now: number) {
  if (firstDay === undefined) return { knownDays: null, paceDays: null, grownBytes: 0 };
  const today = Date.parse(clock.dayOf(now));
  const since = Math.max(Date.parse(firstDay) + DAY_MS, today - (PACE_DAYS - 1) * DAY_MS);
  const grown = growth.filter(({ day }) => Date.parse(day) >= since);
  return {
    knownDays: (today - Date.parse(firstDay)) / DAY_MS,
    paceDays: Math.max(1, (today - since) / DAY_MS + 1),
    grownBytes: grown.reduce((sum, { addedBytes, removedBytes }) => sum + addedBytes - removedBytes, 0),
  };
}
