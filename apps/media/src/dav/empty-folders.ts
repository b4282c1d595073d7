import { opendir, rmdir } from 'node:fs/promises';
import { LibraryFolder } from '../storing/library-folder.js';

/** What names of folders are held at once, of one folder. */
const ENTRIES_AT_ONCE = 1_024;

/** Removes a folder with all folders in it, where none of them holds anything. False where something is left. */
export async function removeEmptyFolders(library: string, path: string): Promise<boolean> {
  const folder = await LibraryFolder.find(library, path);
  if (!folder) return true;
  let isEmpty = true;
  try {
    for await (const entry of await opendir(folder.at('.'), { bufferSize: ENTRIES_AT_ONCE })) {
      const isGone = entry.isDirectory() && (await removeEmptyFolders(library, `${path}/${entry.name}`));
      isEmpty &&= isGone;
    }
  } finally {
    await folder.close();
  }
  if (!isEmpty) return false;
  const slash = path.lastIndexOf('/');
  const parent = await LibraryFolder.find(library, path.slice(0, Math.max(0, slash)));
  if (!parent) return true;
  try {
    await rmdir(parent.at(path.slice(slash + 1)));
    await parent.sync();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTEMPTY') return false;
    throw error;
  } finally {
    await parent.close();
  }
}
