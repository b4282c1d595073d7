import type { Queryable } from '@hearth/platform';

export type LibraryStatus = 'online' | 'offline' | 'held';

export interface LibraryState {
  /** What the marker file must say. */
  readonly libraryId: string;
  readonly status: LibraryStatus;
}

/** The library that the catalogue is about; undefined before the first scan. */
export async function findLibrary(database: Queryable): Promise<LibraryState | undefined> {
  const [row] = await database.query<{ library_id: string; status: LibraryStatus }[]>(
    'SELECT library_id, status FROM catalog.library',
  );
  return row && { libraryId: row.library_id, status: row.status };
}

/** From now on the catalogue is about this library. */
export async function adoptLibrary(database: Queryable, libraryId: string): Promise<void> {
  await database.query(
    `INSERT INTO catalog.library (library_id) VALUES ($1)
     ON CONFLICT (only_row) DO UPDATE SET library_id = EXCLUDED.library_id`,
    [libraryId],
  );
}

export async function setLibraryStatus(database: Queryable, status: LibraryStatus): Promise<void> {
  await database.query('UPDATE catalog.library SET status = $1 WHERE status <> $1', [status]);
}

/** The whole library was compared with the catalogue just now. */
export async function recordFullScan(database: Queryable): Promise<void> {
  await database.query('UPDATE catalog.library SET last_scan_at = now()');
}
