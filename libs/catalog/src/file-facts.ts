import type { FileFacts, FileId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import { FACT_COLUMNS, factsOf, type FactsRecord } from './file-record.js';
import { LISTED } from './listed.js';

/** What events told of each file that is listed, for who has lost them: a page in the order of ids, from after one on. */
export async function findFactsAfter(
  database: Queryable,
  after: FileId | undefined,
  limit: number,
): Promise<FileFacts[]> {
  const rows = await database.query<FactsRecord[]>(
    `SELECT ${FACT_COLUMNS} FROM catalog.files AS f WHERE ${LISTED} AND ($1::uuid IS NULL OR f.id > $1) ORDER BY f.id LIMIT $2`,
    [after ?? null, limit],
  );
  return rows.map(factsOf);
}
