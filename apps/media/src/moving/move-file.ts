import { constants, type BigIntStats } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { splitLibraryPath, type Move } from '@hearth/catalog';
import { LibraryFolder } from '../storing/library-folder.js';
import { hasTwin, isOneEntry, type Place } from './same-entry.js';

/** Where a file ended up. `there`: at its new place alone. `copied`: the same, as other bytes on another disk. */
export type Placed =
  | { readonly outcome: 'there' | 'taken' | 'gone' }
  | { readonly outcome: 'copied'; readonly inode: bigint; readonly mtimeNs: bigint };

const THERE = { outcome: 'there' } as const;
const TAKEN = { outcome: 'taken' } as const;
const GONE = { outcome: 'gone' } as const;

/** Some disks and some owners do not let a file have a second name. */
const NO_LINKS = new Set(['EPERM', 'EOPNOTSUPP', 'ENOTSUP', 'ENOSYS', 'EMLINK']);

/**
 * Takes a file to another name: link, sync, unlink, sync. What has the name already is never overwritten, also where it appears
 * while this goes on. Throws what the disk says.
 */
export async function moveFile(library: string, move: Move): Promise<Placed> {
  const found = await openSource(library, move);
  if (!found) return GONE;
  const { folder, name } = found;
  try {
    const to = splitLibraryPath(move.to as string);
    const target = { folder: await LibraryFolder.open(library, to.folder), name: to.name };
    try {
      return await place({ folder, name }, target);
    } finally {
      await target.folder.close();
    }
  } finally {
    await folder.close();
  }
}

/** Whether something has the new name of a file already. */
export async function isTaken(library: string, from: string, to: string): Promise<boolean> {
  const [source, target] = [splitLibraryPath(from), splitLibraryPath(to)];
  const folder = await LibraryFolder.find(library, target.folder);
  if (!folder) return false;
  const sourceFolder = await LibraryFolder.find(library, source.folder);
  try {
    const places = [
      { folder: sourceFolder ?? folder, name: source.name },
      { folder, name: target.name },
    ] as const;
    if (await isOneEntry(...places)) return false;
    return (await folder.find(target.name)) !== undefined || (await hasTwin(...places));
  } finally {
    await folder.close();
    await sourceFolder?.close();
  }
}

async function openSource(library: string, { from, inode }: Move): Promise<Place | undefined> {
  const { folder: path, name } = splitLibraryPath(from);
  const folder = await LibraryFolder.find(library, path);
  const status = await folder?.find(name);
  if (folder && status?.isFile() && status.ino === inode) return { folder, name };
  await folder?.close();
  return undefined;
}

async function place(source: Place, target: Place): Promise<Placed> {
  const before = await source.folder.find(source.name);
  if (!before) return GONE;
  if (await isOneEntry(source, target)) {
    await rename(source.folder.at(source.name), target.folder.at(target.name));
    await target.folder.sync();
    return THERE;
  }
  if ((await hasTwin(source, target)) || !(await give(source, target))) return TAKEN;
  await settle(target);
  const after = await target.folder.find(target.name);
  const isCopy = after !== undefined && (after.ino !== before.ino || after.dev !== before.dev);
  if (isCopy && !(await isUnchanged(source, before))) {
    // Somebody wrote to it while it was copied to another disk.
    await target.folder.remove(target.name);
    return GONE;
  }
  await takeAway(source);
  return isCopy ? { outcome: 'copied', inode: after.ino, mtimeNs: after.mtimeNs } : THERE;
}

/** What the disk did not keep must not stay beside the file that is still where it was. */
async function settle({ folder, name }: Place): Promise<void> {
  try {
    await folder.sync();
  } catch (error) {
    await folder.remove(name);
    throw error;
  }
}

async function takeAway({ folder, name }: Place): Promise<void> {
  await folder.remove(name);
  // Where the disk does not keep this, the old name is there beside the new one after a power cut, and nothing is lost.
  await folder.sync().catch(() => undefined);
}

async function isUnchanged({ folder, name }: Place, before: BigIntStats): Promise<boolean> {
  const now = await folder.find(name);
  return now?.ino === before.ino && now.mtimeNs === before.mtimeNs && now.size === before.size;
}

/**
 * Where a file is that was on its way when the hub was killed. Nothing had its new name when it left, so what has it now, and is
 * this file or a whole copy of it on another disk, came there by the move, which is finished; else it had not begun.
 */
export async function resumeMove(library: string, move: Move): Promise<Placed> {
  const to = splitLibraryPath(move.to as string);
  const folder = await LibraryFolder.find(library, to.folder);
  if (!folder) return GONE;
  const target = { folder, name: to.name };
  const source = await openSource(library, move);
  try {
    await folder.removeHalfCopied(move.from);
    const there = await folder.find(to.name);
    if (!there?.isFile()) return GONE;
    const was = await source?.folder.find(source.name);
    const isSame = there.ino === move.inode && (!was || there.dev === was.dev);
    const isCopy = !isSame && was?.dev !== there.dev && (!was || isCopyOf(there, was));
    if (!isSame && !isCopy) return GONE;
    if (source && !(await isOneEntry(source, target))) await takeAway(source);
    await folder.sync();
    return isCopy ? { outcome: 'copied', inode: there.ino, mtimeNs: there.mtimeNs } : THERE;
  } finally {
    await folder.close();
    await source?.folder.close();
  }
}

/** A copy is given its name when it is whole, and keeps the time; some disks keep that to two seconds. */
function isCopyOf(copy: BigIntStats, of: BigIntStats): boolean {
  return copy.size === of.size && Math.abs(Number(copy.mtimeMs - of.mtimeMs)) <= 2_000;
}

/** Deletes a file for good. Done once more it has no effect. */
export async function purgeFile(library: string, move: Move): Promise<void> {
  const source = await openSource(library, move);
  if (!source) return;
  try {
    await takeAway(source);
  } finally {
    await source.folder.close();
  }
}

async function give(source: Place, target: Place): Promise<boolean> {
  try {
    return await target.folder.link(source.folder.at(source.name), target.name);
  } catch (error) {
    if (!NO_LINKS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return renameOntoPlaceholder(source, target);
  }
}

/** Where links are not to be had: the name is claimed by an empty file, which the file then takes the place of. */
async function renameOntoPlaceholder(source: Place, target: Place): Promise<boolean> {
  const { O_CREAT, O_EXCL, O_WRONLY } = constants;
  const path = target.folder.at(target.name);
  try {
    await (await open(path, O_CREAT | O_EXCL | O_WRONLY)).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    await rename(source.folder.at(source.name), path);
    return true;
  } catch (error) {
    if ((await target.folder.find(target.name))?.size === 0n) await rm(path, { force: true });
    throw error;
  }
}
