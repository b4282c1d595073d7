import type { FileId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import type { DataSource } from 'typeorm';
import { removeFiles } from './file-events.js';

/**
 * Takes files out of the index whose bytes were destroyed on purpose: they do not wait for thirty days to come back, and what
 * was derived of their contents goes within a minute. Returns those that were still known.
 */
export function discardFiles(database: DataSource, ids: readonly FileId[]): Promise<FileId[]> {
  return database.transaction(async (manager) => {
    await manager.query(
      `INSERT INTO catalog.discarded_contents (sha256)
       SELECT DISTINCT sha256 FROM catalog.files WHERE id = ANY($1::uuid[]) AND sha256 IS NOT NULL
       ON CONFLICT DO NOTHING`,
      [ids],
    );
    return removeFiles(manager, 'DELETE FROM catalog.files f WHERE f.id = ANY($1::uuid[])', [ids]);
  });
}

export async function findDiscardedContents(database: Queryable, limit: number): Promise<string[]> {
  const rows = await database.query<{ sha256: string }[]>(
    'SELECT sha256 FROM catalog.discarded_contents LIMIT $1',
    [limit],
  );
  return rows.map(({ sha256 }) => sha256);
}

/** What was derived of them is gone. */
export async function forgetDiscardedContents(
  database: Queryable,
  digests: readonly string[],
): Promise<void> {
  await database.query('DELETE FROM catalog.discarded_contents WHERE sha256 = ANY($1::text[])', [digests]);
}
