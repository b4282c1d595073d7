import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { libraryPath, type Queryable } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';

interface KnownFile {
  readonly id: FileId;
  readonly folder: string;
  readonly name: string;
  readonly sizeBytes: number;
}

/** More copies of the same bytes are not looked at. */
const COPIES = 5;

/** A file with these bytes that the catalogue knows and that is on the disk now. */
export async function findKnownContent(
  database: Queryable,
  library: string,
  sha256: string,
): Promise<KnownFile | undefined> {
  const rows = await database.query<KnownFile[]>(
    `SELECT id, folder, name, size_bytes::float8 AS "sizeBytes" FROM catalog.files
     WHERE sha256 = $1 AND missing_since IS NULL ORDER BY id LIMIT ${COPIES}`,
    [sha256],
  );
  for (const row of rows) {
    const status = await lstat(join(library, libraryPath(row))).catch(() => undefined);
    if (status?.isFile() && status.size === row.sizeBytes) return row;
  }
  return undefined;
}
