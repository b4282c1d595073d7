import type { FileId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import { LISTED } from './listed.js';

export interface DuplicateGroup {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly count: number;
  /** The oldest of them. */
  readonly ids: readonly FileId[];
}

/** Groups of listed files with equal content after this digest, in the order of digests. Empty files are no copies of each other. */
export function findDuplicates(
  database: Queryable,
  { after, limit, filesShown }: { after?: string | undefined; limit: number; filesShown: number },
): Promise<DuplicateGroup[]> {
  return database.query<DuplicateGroup[]>(
    `SELECT same.sha256, same.count, copies.size_bytes::float8 AS "sizeBytes", copies.ids
     FROM (
       SELECT f.sha256, count(*)::int AS count FROM catalog.files f
       WHERE f.sha256 > $1 AND f.size_bytes > 0 AND ${LISTED}
       GROUP BY f.sha256 HAVING count(*) > 1 ORDER BY f.sha256 LIMIT $2
     ) AS same
     CROSS JOIN LATERAL (
       SELECT max(oldest.size_bytes) AS size_bytes, array_agg(oldest.id ORDER BY oldest.id) AS ids
       FROM (SELECT f.id, f.size_bytes FROM catalog.files f WHERE f.sha256 = same.sha256 AND f.size_bytes > 0 AND ${LISTED}
         ORDER BY f.id LIMIT $3) AS oldest
     ) AS copies
     ORDER BY same.sha256`,
    [after ?? '', limit, filesShown],
  );
}
