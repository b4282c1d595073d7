import type { libraryStatus, OutputOf } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import { findCountsByDay, findStateCounts, isCounted } from './file-counts.js';
import { listConditions } from './files-conditions.js';
import type { FilesFilter } from './files-filter.js';

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
  readonly left_out: number | null;
}

/** The state of the library and its files. Before the indexer has looked for the first time it counts as offline. */
export async function findLibraryStatus(
  database: Queryable,
): Promise<Omit<OutputOf<typeof libraryStatus>, 'libraryPath'>> {
  const [[library], counts] = await Promise.all([
    database.query<LibraryRow[]>('SELECT status, last_scan_at, left_out FROM catalog.library'),
    findStateCounts(database),
  ]);
  return {
    status: library?.status ?? 'offline',
    ...counts,
    leftOut: library?.left_out ?? 0,
    lastScanAt: library?.last_scan_at?.toISOString() ?? null,
  };
}
