import { statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** What is free on the library's disk; undefined when there is no knowing, as when the disk is not plugged in. */
export async function findFreeBytes(library: string | undefined): Promise<number | undefined> {
  if (library === undefined) return undefined;
  try {
    // Our own folder there, as the place where a disk belongs may stand empty on another.
    const { bavail, bsize } = await statfs(join(library, '.hearth'));
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
