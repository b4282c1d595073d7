import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { isHiddenFile, isHiddenFolder } from '@hearth/catalog/hidden-name';
import type { DiskFile } from './scan-diff.js';

export interface TouchedPaths {
  readonly files: DiskFile[];
  readonly folders: string[];
  /** Nothing that is indexed is there: deleted, or a symbolic link, or behind one. */
  readonly gone: string[];
}

/** Sees what is at each of these paths. A path that can't be looked at is left out. */
export async function lookAtPaths(library: string, paths: readonly string[]): Promise<TouchedPaths> {
  const found: TouchedPaths = { files: [], folders: [], gone: [] };
  const plainFolders = new Map<string, Promise<boolean>>();
  const isPlain = (folder: string): Promise<boolean> => {
    if (folder === '') return Promise.resolve(true);
    const known = plainFolders.get(folder);
    if (known) return known;
    const answer = isPlain(parentOf(folder)).then(
      async (plain) => plain && (await find(join(library, folder)))?.isDirectory() === true,
    );
    plainFolders.set(folder, answer);
    return answer;
  };
  await Promise.all(
    paths.map(async (path) => {
      if (!isIndexable(path)) return;
      try {
        const status = (await isPlain(parentOf(path))) ? await find(join(library, path)) : undefined;
        if (status?.isDirectory()) {
          if (!isHiddenFolder(nameOf(path))) found.folders.push(path);
        } else if (!status?.isFile()) found.gone.push(path);
        else found.files.push({ path, sizeBytes: status.size, mtimeMs: status.mtimeMs, inode: status.ino });
      } catch {
        // Nobody knows what is there, so nothing is concluded from it.
      }
    }),
  );
  return found;
}

async function find(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Hidden names are passed over, and so is what lies below a hidden folder. */
function isIndexable(path: string): boolean {
  const folders = path.split('/').slice(0, -1);
  return path !== '' && !isHiddenFile(nameOf(path)) && !folders.some(isHiddenFolder);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
