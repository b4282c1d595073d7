import { fileChanged, type FileId } from '@hearth/contracts';
import { writeToOutbox } from '@hearth/platform';
import type { DataSource } from 'typeorm';
import { FACT_COLUMNS, factsOf, type FactsRecord } from './file-record.js';
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
    `SELECT id, sha256 FROM catalog.files
     WHERE has_thumbnail AND sha256 IS NOT NULL AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
    [after ?? null, limit],
  );
}

/** The pictures of these files are gone: they are to be indexed again, which makes new ones. */
export async function forgetPictures(database: DataSource, ids: readonly FileId[]): Promise<void> {
  await database.transaction(async (manager) => {
    const forgotten = await manager.query<FactsRecord[]>(
      `WITH forgotten AS (
         UPDATE catalog.files f SET state = 'indexing', has_thumbnail = false, thumbhash = NULL, revision = f.revision + 1
         WHERE f.id = ANY($1::uuid[]) AND f.has_thumbnail RETURNING ${FACT_COLUMNS}
       ) SELECT * FROM forgotten`,
      [ids],
    );
    await writeToOutbox(manager, 'catalog', fileChanged, forgotten.map(factsOf));
  });
}
