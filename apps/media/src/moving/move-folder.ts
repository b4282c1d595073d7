import { mkdir, rename, rmdir } from 'node:fs/promises';
import { splitLibraryPath, type Move } from '@hearth/catalog';
import { LibraryFolder } from '../storing/library-folder.js';
import { hasTwin, isOneEntry, type Place } from './same-entry.js';

export type PlacedFolder = 'there' | 'taken' | 'gone' | 'other-disk';

/**
 * Takes a folder with all that lies in it to another name. The name is claimed by an empty folder, which the rename takes the place
 * of, and only while it is empty: so nothing is overwritten, also where somebody puts something there meanwhile.
 */
export async function moveFolder(library: string, move: Move): Promise<PlacedFolder> {
  const source = await openParent(library, move.from);
  if (!source) return 'gone';
  try {
    const status = await source.folder.find(source.name);
    if (!status?.isDirectory() || status.ino !== move.inode) return 'gone';
    const to = splitLibraryPath(move.to as string);
    const target = { folder: await LibraryFolder.open(library, to.folder), name: to.name };
    try {
      return await place(source, target);
    } finally {
      await target.folder.close();
    }
  } finally {
    await source.folder.close();
  }
}

async function place(source: Place, target: Place): Promise<PlacedFolder> {
  const [from, to] = [source.folder.at(source.name), target.folder.at(target.name)];
  const isOne = await isOneEntry(source, target);
  if (!isOne) {
    if (await hasTwin(source, target)) return 'taken';
    if (!(await claim(to))) return 'taken';
  }
  try {
    await rename(from, to);
  } catch (error) {
    if (!isOne) await rmdir(to).catch(() => undefined);
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EXDEV') return 'other-disk';
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return 'taken';
    throw error;
  }
  await target.folder.sync();
  await source.folder.sync();
  return 'there';
}

async function claim(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Whether something has the new name of a folder already. */
export async function isFolderTaken(library: string, from: string, to: string): Promise<boolean> {
  const target = await openParent(library, to);
  if (!target) return false;
  const source = await openParent(library, from);
  try {
    const places = [source ?? target, target] as const;
    if (await isOneEntry(...places)) return false;
    return (await target.folder.find(target.name)) !== undefined || (await hasTwin(...places));
  } finally {
    await target.folder.close();
    await source?.folder.close();
  }
}

/** Where a folder is that was on its way when the hub was killed: at its new place, or as before. */
export async function resumeFolderMove(library: string, move: Move): Promise<PlacedFolder> {
  const target = await openParent(library, move.to as string);
  if (!target) return 'gone';
  try {
    const status = await target.folder.find(target.name);
    if (!status?.isDirectory()) return 'gone';
    if (status.ino !== move.inode) {
      // Ours, if it is empty: nothing had this name when the move began.
      await rmdir(target.folder.at(target.name)).catch(() => undefined);
      return 'gone';
    }
    await target.folder.sync();
    return 'there';
  } finally {
    await target.folder.close();
  }
}

async function openParent(library: string, path: string): Promise<Place | undefined> {
  const { folder: parent, name } = splitLibraryPath(path);
  const folder = await LibraryFolder.find(library, parent);
  return folder && { folder, name };
}
