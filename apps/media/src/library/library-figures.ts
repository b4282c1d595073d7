import type { libraryStatus, OutputOf } from '@hearth/contracts';
import type { DataSource } from 'typeorm';

/** How many files were taken on each day (UTC), newest first. */
export async function countFilesByDay(database: DataSource): Promise<{ day: string; count: number }[]> {
  const rows = (await database.query(FILES_BY_DAY)) as { day: string; count: string }[];
  return rows.map(({ day, count }) => ({ day, count: Number(count) }));
}

const FILES_BY_DAY = `
  SELECT to_char(day, 'YYYY-MM-DD') AS day, count
  FROM (
    SELECT date_trunc('day', shown_at AT TIME ZONE 'UTC') AS day, count(*) AS count FROM catalog.files GROUP BY 1
  ) AS days
  ORDER BY days.day DESC`;

interface StatusRow {
  readonly status: 'online' | 'offline' | 'held' | null;
  readonly last_scan_at: Date | null;
  readonly total: string;
  readonly indexing: string;
  readonly unreadable: string;
  readonly missing: string;
}

/** The state of the library and its files. Before the indexer has looked for the first time it counts as offline. */
export async function findLibraryStatus(
  database: DataSource,
): Promise<Omit<OutputOf<typeof libraryStatus>, 'libraryPath'>> {
  // The rare states have indexes of their own; "ready" is the rest.
  const [row] = (await database.query(`
    SELECT
      (SELECT status FROM catalog.library) AS status,
      (SELECT last_scan_at FROM catalog.library) AS last_scan_at,
      (SELECT count(*) FROM catalog.files) AS total,
      (SELECT count(*) FROM catalog.files WHERE state = 'indexing') AS indexing,
      (SELECT count(*) FROM catalog.files WHERE state = 'unreadable') AS unreadable,
      (SELECT count(*) FROM catalog.files WHERE missing_since IS NOT NULL) AS missing`)) as [StatusRow];
  const [total, indexing, unreadable] = [Number(row.total), Number(row.indexing), Number(row.unreadable)];
  return {
    status: row.status ?? 'offline',
    indexing,
    ready: total - indexing - unreadable,
    unreadable,
    missing: Number(row.missing),
    lastScanAt: row.last_scan_at?.toISOString() ?? null,
  };
}
