import type { InputOf, neverWatched, OutputOf } from '@hearth/contracts';
import type { DataSource } from 'typeorm';

type Item = OutputOf<typeof neverWatched>['items'][number];

/** The largest files that nobody ever used, of those that had the time to be. */
export async function findNeverWatched(
  database: DataSource,
  { olderThanDays, limit }: InputOf<typeof neverWatched>['query'],
): Promise<OutputOf<typeof neverWatched>> {
  const rows = (await database.query(
    `SELECT file_id, name, folder, kind, size_bytes, created_at FROM analytics.files
     WHERE removed_at IS NULL AND used_at IS NULL AND name IS NOT NULL
       AND created_at <= now() - make_interval(days => $1)
     ORDER BY size_bytes DESC, file_id LIMIT $2`,
    [olderThanDays, limit],
  )) as {
    file_id: Item['fileId'];
    name: string;
    folder: string | null;
    kind: Item['kind'];
    size_bytes: string;
    created_at: Date;
  }[];
  return {
    items: rows.map((row) => ({
      ...{ fileId: row.file_id, name: row.name, folder: row.folder ?? '', kind: row.kind },
      ...{ sizeBytes: Number(row.size_bytes), addedAt: row.created_at.toISOString() },
    })),
  };
}
