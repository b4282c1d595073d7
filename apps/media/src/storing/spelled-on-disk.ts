import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { libraryPath, twinsOf } from '@hearth/catalog';

/**
 * The folder as the disk has it: a Mac writes `é` as two characters, and what is put into `Café` is meant for the folder that looks
 * like it, not for a second one beside it. What is not there keeps the spelling that was given.
 */
export async function spelledOnDisk(library: string, folder: string): Promise<string> {
  let spelled = '';
  for (const part of folder === '' ? [] : folder.split('/')) {
    const names = [part, ...twinsOf(part)];
    const paths = names.map((name) => libraryPath({ folder: spelled, name }));
    const found = names.length === 1 ? undefined : await findFirst(library, paths);
    spelled = found ?? (paths[0] as string);
  }
  return spelled;
}

async function findFirst(library: string, paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const status = await lstat(join(library, path)).catch(() => undefined);
    if (status) return path;
  }
  return undefined;
}
