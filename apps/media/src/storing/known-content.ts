import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { findFilesOfContent, libraryPath, type FileOfContent } from '@hearth/catalog';
import type { Queryable } from '@hearth/platform';

/** More copies of the same bytes are not looked at. */
const COPIES = 5;

/** A file with these bytes that the catalogue knows and that is on the disk now. */
export async function findKnownContent(
  database: Queryable,
  library: string,
  sha256: string,
): Promise<FileOfContent | undefined> {
  for (const row of await findFilesOfContent(database, sha256, COPIES)) {
    const status = await lstat(join(library, libraryPath(row))).catch(() => undefined);
    if (status?.isFile() && status.size === row.sizeBytes) return row;
  }
  return undefined;
}
