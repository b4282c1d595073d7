import { opendir } from 'node:fs/promises';
import { isHiddenFolder } from '@hearth/catalog';
import { LibraryFolder } from '../storing/library-folder.js';

const ENTRIES_AT_ONCE = 1_024;
/** Empty folders beyond these are not shown. */
const MOST_FOLDERS = 20_000;

/**
 * The names of the folders that lie in a folder; undefined where it is not there. One that holds no more folders than are known
 * is not read: most disks count a folder as linked to by each folder in it, and a million files take a second to read.
 */
export async function findDiskFolders(
  library: string,
  path: string,
  known: number,
): Promise<string[] | undefined> {
  const folder = await LibraryFolder.find(library, path).catch(() => undefined);
  if (!folder) return undefined;
  try {
    const status = await folder.find('.');
    if (status && holdsOnly(known, status.nlink)) return [];
    const names: string[] = [];
    for await (const entry of await opendir(folder.at('.'), { bufferSize: ENTRIES_AT_ONCE })) {
      if (entry.isDirectory() && !isHiddenFolder(entry.name)) names.push(entry.name);
      if (names.length === MOST_FOLDERS) break;
    }
    return names;
  } finally {
    await folder.close();
  }
}

/** Its own name, its `.`, and the `..` of each folder in it; disks that do not count say 1. */
export function holdsOnly(folders: number, links: bigint): boolean {
  return links >= 2n && links - 2n <= BigInt(folders);
}
