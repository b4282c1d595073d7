import type { FileId } from '@hearth/contracts';
import type { DataSource } from 'typeorm';
import { changeFiles } from './file-events.js';
import { ON_DISK } from './listed.js';
import type { Queryable } from './queryable.js';

/** A file whose pictures were made, as the catalogue says. */
export interface PicturedFile {
  readonly id: FileId;
  readonly sha256: string;
}

/** The next files with pictures in the order of their ids; none after the last one. */
export function findPicturedFiles(
  database: Queryable,
  after: FileId | undefined,
  limit: number,
): Promise<PicturedFile[]> {
  return database.query<PicturedFile[]>(
    `SELECT f.id, f.sha256 FROM catalog.files f
     WHERE f.has_thumbnail AND f.sha256 IS NOT NULL AND ($1::uuid IS NULL OR f.id > $1) AND ${ON_DISK}
     ORDER BY f.id LIMIT $2`,
    [after ?? null, limit],
  );
}

/** The pictures of these files are gone: they are to be indexed again, which makes new ones. */
export async function forgetPictures(database: DataSource, ids: readonly FileId[]): Promise<void> {
  await database.transaction(async (manager) => {
    await changeFiles(
      manager,
      `UPDATE catalog.files f SET state = 'indexing', has_thumbnail = false, thumbhash = NULL, revision = f.revision + 1
       WHERE f.id = ANY($1::uuid[]) AND f.has_thumbnail AND ${ON_DISK}`,
      [ids],
    );
  });
}
