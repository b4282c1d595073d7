import { readdir } from 'node:fs/promises';
import { isSameNameToSome, twinsOf } from '@hearth/catalog';
import type { LibraryFolder } from '../storing/library-folder.js';

export interface Place {
  readonly folder: LibraryFolder;
  readonly name: string;
}

/** On a disk to which both spellings are one name, the target is the file itself. */
export async function isOneEntry(source: Place, target: Place): Promise<boolean> {
  if (source.name === target.name || !isSameNameToSome(source.name, target.name)) return false;
  const [one, other] = [await source.folder.find(source.name), await target.folder.find(target.name)];
  if (!one || one.ino !== other?.ino || one.dev !== other.dev) return false;
  const names = await readdir(target.folder.at('.'));
  return !(names.includes(source.name) && names.includes(target.name));
}

/** Something whose name looks the same, and which is not what is moved. */
export async function hasTwin(source: Place, target: Place): Promise<boolean> {
  for (const twin of twinsOf(target.name)) {
    const status = await target.folder.find(twin);
    if (!status) continue;
    const itself = await source.folder.find(source.name);
    const isItself = twin === source.name && itself?.ino === status.ino && itself.dev === status.dev;
    if (!isItself) return true;
  }
  return false;
}
