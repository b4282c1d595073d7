import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LeftOut } from '@hearth/catalog';
import { brokenNamesIn, HAS_BROKEN_NAME, reasonAgainst, REPLACEMENT } from './left-out-reasons.js';
import { Exclusions, IGNORE_FILE } from './exclusions.js';
import type { DiskFile } from './scan-diff.js';

/** More at the same time would keep all of Node's threads from other work. */
const LOOKS_AT_ONCE = 64;

export interface TouchedPaths {
  readonly files: DiskFile[];
  readonly folders: string[];
  /** Nothing that is indexed is there: deleted, or a symbolic link, or behind one, or left out. */
  readonly gone: string[];
  /** What is there and cannot be indexed, with the reason. */
  readonly leftOut: LeftOut[];
}

/** Whether one of the paths is what says which files are left out: then all must be looked at. */
export function changesExclusions(paths: readonly string[]): boolean {
  return paths.some((path) => nameOf(path) === IGNORE_FILE);
}

/** Sees what is at each of these paths. A path that can't be looked at is left out. */
export async function lookAtPaths(library: string, paths: readonly string[]): Promise<TouchedPaths> {
  const found: TouchedPaths = { files: [], folders: [], gone: [], leftOut: [] };
  const exclusions = new Exclusions(library);
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
  const look = async (path: string): Promise<void> => {
    if (path === '') return;
    if (parentOf(path) !== '' && exclusions.isExcluded(parentOf(path), true)) {
      found.gone.push(path);
      return;
    }
    try {
      const status = (await isPlain(parentOf(path))) ? await find(join(library, path)) : undefined;
      if (status?.isDirectory()) {
        if (!exclusions.isExcluded(path, true)) found.folders.push(path);
      } else if (!status?.isFile() || exclusions.isExcluded(path, false)) {
        found.gone.push(path);
        const reason = status ? reasonAgainst(status) : isBroken(library, path) && HAS_BROKEN_NAME;
        if (reason && !exclusions.isExcluded(path, false)) found.leftOut.push({ path, reason });
      } else {
        const { size, mtimeMs, ino, ctimeMs } = status;
        found.files.push({ path, sizeBytes: size, mtimeMs, inode: ino, ctimeMs });
      }
    } catch {
      // Nobody knows what is there, so nothing is concluded from it.
    }
  };
  for (let from = 0; from < paths.length; from += LOOKS_AT_ONCE)
    await Promise.all(paths.slice(from, from + LOOKS_AT_ONCE).map(look));
  return found;
}

/** Such a name cannot be looked at by what is read of it. */
function isBroken(library: string, path: string): boolean {
  const name = nameOf(path);
  return name.includes(REPLACEMENT) && brokenNamesIn(join(library, parentOf(path))).has(name);
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

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
