import { findLocatedFile, libraryPath } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import type { DataSource } from 'typeorm';
import { LibraryFiles } from './library-files.js';

/** The absolute path of a file. Nothing where it was changed or taken away since: the index will say so soon. */
export async function findKnownBytes(
  database: DataSource,
  library: LibraryFiles,
  id: FileId,
): Promise<string | undefined> {
  const located = await findLocatedFile(database, id);
  const there = located && (await library.find(libraryPath(located)));
  if (!there || there.version.sizeBytes !== Number(located.size_bytes)) return undefined;
  return library.absolute(there.version.path);
}
