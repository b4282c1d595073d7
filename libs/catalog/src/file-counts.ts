import { type Queryable, returning } from '@hearth/platform';
import type { DataSource } from 'typeorm';
import type { AddValue, FilesFilter } from './files-filter.js';

/** The counts as they are, and what has changed since. */
export const COUNTS = `(SELECT day, kind, state, is_missing, files FROM catalog.file_counts
  UNION ALL SELECT day, kind, state, is_missing, files FROM catalog.file_count_changes) AS counts`;

/** More changes than these are worth adding up. */
const CHANGES_KEPT = 1_000;
const CHANGES_AT_ONCE = 20_000;
const ADDING_UP = `hashtext('hearth.catalog.counts')`;

const COUNTED = new Set(['type', 'state', 'mode']);

/** Whether the kept counts can say how many files a filter lets through. */
export function isCounted(filter: FilesFilter): boolean {
  return Object.entries(filter).every(([name, value]) => value === undefined || COUNTED.has(name));
}

/** What must hold of the counts that are added up. */
export function countConditions({ type, state }: FilesFilter, add: AddValue): string {
  const [kinds, given] = [add(type ?? null), add(state ?? null)];
  return `(${kinds}::text[] IS NULL OR kind = ANY(${kinds}::text[])) AND (${given}::text IS NULL OR state = ${given})`;
}

export async function findCount(database: Queryable, filter: FilesFilter): Promise<number> {
  const values: unknown[] = [];
  const where = countConditions(filter, (value) => `$${values.push(value)}`);
  const [row] = await database.query<[{ files: string | null }]>(
    `SELECT sum(files) AS files FROM ${COUNTS} WHERE ${where}`,
    values,
  );
  return Number(row.files ?? 0);
}

/** Newest first. */
export async function findCountsByDay(
  database: Queryable,
  filter: FilesFilter,
): Promise<{ day: string; count: number }[]> {
  const values: unknown[] = [];
  const where = countConditions(filter, (value) => `$${values.push(value)}`);
  const rows = await database.query<{ day: string; count: string }[]>(
    `SELECT day::text, sum(files) AS count FROM ${COUNTS} WHERE ${where}
     GROUP BY counts.day HAVING sum(files) > 0 ORDER BY counts.day DESC`,
    values,
  );
  return rows.map(({ day, count }) => ({ day, count: Number(count) }));
}

export interface StateCounts {
  readonly indexing: number;
  readonly ready: number;
  readonly unreadable: number;
  readonly missing: number;
}

export async function findStateCounts(database: Queryable): Promise<StateCounts> {
  const [row] = await database.query<[Record<keyof StateCounts, string | null>]>(
    `SELECT sum(files) FILTER (WHERE state = 'indexing') AS indexing, sum(files) FILTER (WHERE state = 'ready') AS ready,
       sum(files) FILTER (WHERE state = 'unreadable') AS unreadable, sum(files) FILTER (WHERE is_missing) AS missing
     FROM ${COUNTS}`,
  );
  return {
    indexing: Number(row.indexing ?? 0),
    ready: Number(row.ready ?? 0),
    unreadable: Number(row.unreadable ?? 0),
    missing: Number(row.missing ?? 0),
  };
}

/** Adds changes up where there are many. A reader sees them before or after that, never twice; one copy at a time does it. */
export async function addUpCounts(database: DataSource): Promise<void> {
  while (await database.transaction(addUpSome)) continue;
}

async function addUpSome(transaction: Queryable): Promise<boolean> {
  const [row] = await transaction.query<[{ locked: boolean; many: boolean }]>(
    `SELECT pg_try_advisory_xact_lock(${ADDING_UP}) AS locked,
       EXISTS (SELECT FROM catalog.file_count_changes OFFSET ${CHANGES_KEPT}) AS many`,
  );
  if (!row.locked || !row.many) return false;
  await transaction.query(
    `WITH taken AS (
       DELETE FROM catalog.file_count_changes
       WHERE id IN (SELECT id FROM catalog.file_count_changes ORDER BY id LIMIT ${CHANGES_AT_ONCE}) RETURNING *
     )
     INSERT INTO catalog.file_counts AS c (day, kind, state, is_missing, files)
     SELECT day, kind, state, is_missing, sum(files) FROM taken GROUP BY 1, 2, 3, 4
     ON CONFLICT (day, kind, state, is_missing) DO UPDATE SET files = c.files + EXCLUDED.files`,
  );
  await transaction.query('DELETE FROM catalog.file_counts WHERE files = 0');
  return true;
}

/**
 * Counts everything anew and writes down what was wrong, if anything, beside running writes: counts and files are compared in
 * one look at the database. Returns how many counts were wrong.
 */
export async function recountFiles(database: DataSource): Promise<number> {
  return database.transaction(async (transaction) => {
    await transaction.query(`SELECT pg_advisory_xact_lock(${ADDING_UP})`);
    const corrected = await returning(
      transaction,
      `INSERT INTO catalog.file_count_changes (day, kind, state, is_missing, files)
       SELECT day, kind, state, is_missing, sum(files) FROM (
         SELECT f.local_time::date AS day, f.kind, f.state, f.missing_since IS NOT NULL AS is_missing, count(*) AS files
         FROM catalog.files f WHERE f.unlisted_as IS NULL AND f.local_time IS NOT NULL GROUP BY 1, 2, 3, 4
         UNION ALL SELECT day, kind, state, is_missing, -files FROM ${COUNTS}
       ) AS difference GROUP BY 1, 2, 3, 4 HAVING sum(files) <> 0 RETURNING id`,
    );
    return corrected.length;
  });
}
