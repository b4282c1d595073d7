import type { FileId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import { ON_DISK } from './listed.js';

/** FAT keeps times to two seconds. */
const SAME_TIME = '2 seconds';

export interface FileOfContent {
  readonly id: FileId;
  readonly folder: string;
  readonly name: string;
  readonly sizeBytes: number;
}

/** Files with these bytes that were on the disk at the last scan, the oldest first. */
export function findFilesOfContent(
  database: Queryable,
  sha256: string,
  limit: number,
): Promise<FileOfContent[]> {
  return database.query<FileOfContent[]>(
    `SELECT f.id, f.folder, f.name, f.size_bytes::float8 AS "sizeBytes" FROM catalog.files f
     WHERE f.sha256 = $1 AND f.missing_since IS NULL AND ${ON_DISK} ORDER BY f.id LIMIT $2`,
    [sha256, limit],
  );
}

/** By digest, the oldest file with these bytes that was on the disk at the last scan. */
export async function findIdsByContent(
  database: Queryable,
  digests: readonly string[],
): Promise<Map<string, FileId>> {
  if (digests.length === 0) return new Map();
  const rows = await database.query<{ sha256: string; id: FileId }[]>(
    `SELECT DISTINCT ON (f.sha256) f.sha256, f.id FROM catalog.files f
     WHERE f.sha256 = ANY ($1::text[]) AND f.missing_since IS NULL AND ${ON_DISK} ORDER BY f.sha256, f.id`,
    [digests],
  );
  return new Map(rows.map(({ sha256, id }) => [sha256, id]));
}

export interface FileLook {
  /** Comes back with the answer. */
  readonly index: number;
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedAt: Date | null;
}

/** By `index`, the file of the same name, size and time, or null where only the size is the same; none where no file has it. */
export async function findIdsByLook(
  database: Queryable,
  looks: readonly FileLook[],
): Promise<Map<number, FileId | null>> {
  if (looks.length === 0) return new Map();
  const rows = await database.query<{ index: number; id: FileId | null }[]>(
    `SELECT a.index, (
       SELECT f.id FROM catalog.files f
       WHERE f.size_bytes = a."sizeBytes" AND f.name = a.name AND f.missing_since IS NULL AND ${ON_DISK}
         AND f.modified_at BETWEEN a."modifiedAt" - interval '${SAME_TIME}' AND a."modifiedAt" + interval '${SAME_TIME}'
       ORDER BY f.id LIMIT 1) AS id
     FROM jsonb_to_recordset($1::jsonb) AS a (index int, name text, "sizeBytes" bigint, "modifiedAt" timestamptz)
     WHERE EXISTS (SELECT FROM catalog.files f
       WHERE f.size_bytes = a."sizeBytes" AND f.missing_since IS NULL AND ${ON_DISK})`,
    [JSON.stringify(looks)],
  );
  return new Map(rows.map(({ index, id }) => [index, id]));
}
