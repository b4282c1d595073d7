import type { libraryStatus, OutputOf } from '@hearth/contracts';
import { findCountsByDay, findStateCounts, isCounted } from './file-counts.js';
import { listConditions } from './files-conditions.js';
import type { FilesFilter } from './files-filter.js';
import type { Queryable } from './queryable.js';

/** How many files were taken on each day, by the clock where that was, newest first. */
export async function countFilesByDay(
  database: Queryable,
  filter: FilesFilter,
): Promise<{ day: string; count: number }[]> {
  if (isCounted(filter)) return findCountsByDay(database, filter);
  const values: unknown[] = [];
  const conditions = listConditions(filter, (value) => `$${values.push(value)}`);
  const rows = await database.query<{ day: string; count: string }[]>(
    `SELECT day::text, count FROM (
       SELECT f.local_time::date AS day, count(*) AS count FROM catalog.files f WHERE ${conditions.join(' AND ')} GROUP BY 1
     ) AS days ORDER BY days.day DESC`,
    values,
  );
  return rows.map(({ day, count }) => ({ day, count: Number(count) }));
}

interface LibraryRow {
  readonly status: 'online' | 'offline' | 'held';
  readonly last_scan_at: Date | null;
<<<<<<< HEAD
  readonly left_out: number | null;
  readonly total: string;
  readonly indexing: string;
  readonly unreadable: string;
  readonly missing: string;
=======
>>>>>>> c34d1f3 (feat(catalog): search as people type, filters, counts that are kept and days by the clock of the place)
}

/** The state of the library and its files. Before the indexer has looked for the first time it counts as offline. */
export async function findLibraryStatus(
  database: Queryable,
): Promise<Omit<OutputOf<typeof libraryStatus>, 'libraryPath'>> {
<<<<<<< HEAD
  // The rare states have indexes of their own; "ready" is the rest.
  const [row] = await database.query<[StatusRow]>(`
    SELECT
      (SELECT status FROM catalog.library) AS status,
      (SELECT last_scan_at FROM catalog.library) AS last_scan_at,
      (SELECT left_out FROM catalog.library) AS left_out,
      (SELECT count(*) FROM catalog.files f WHERE ${LISTED}) AS total,
      (SELECT count(*) FROM catalog.files f WHERE f.state = 'indexing' AND ${LISTED}) AS indexing,
      (SELECT count(*) FROM catalog.files f WHERE f.state = 'unreadable' AND ${LISTED}) AS unreadable,
      (SELECT count(*) FROM catalog.files f WHERE f.missing_since IS NOT NULL AND ${LISTED}) AS missing`);
  const [total, indexing, unreadable] = [Number(row.total), Number(row.indexing), Number(row.unreadable)];
  return {
    status: row.status ?? 'offline',
    indexing,
    ready: total - indexing - unreadable,
    unreadable,
    missing: Number(row.missing),
    leftOut: row.left_out ?? 0,
    lastScanAt: row.last_scan_at?.toISOString() ?? null,
=======
  const [[library], counts] = await Promise.all([
    database.query<LibraryRow[]>('SELECT status, last_scan_at FROM catalog.library'),
    findStateCounts(database),
  ]);
  return {
    status: library?.status ?? 'offline',
    ...counts,
    lastScanAt: library?.last_scan_at?.toISOString() ?? null,
>>>>>>> c34d1f3 (feat(catalog): search as people type, filters, counts that are kept and days by the clock of the place)
  };
}
