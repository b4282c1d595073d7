import { z } from 'zod';
import { dropFolderName } from '../session/forget-drop.ts';
import { entriesOf, findDropFolder, readNote } from './drop-folder.ts';
import { manifest, type Manifest } from './manifest.ts';
import { ifNobodyIsAt, lockName } from './transfer-lock.ts';

/** Names of the notes beside the files of a transfer, which have numbers. */
export const MANIFEST = 'manifest.json';
export const WHOLE = 'whole.json';
export const CLEARED = 'cleared.json';

const DAY_MS = 24 * 3_600_000;
/** What came whole can be saved for so long, unless it is taken off the list. */
export const WHOLE_FOR_MS = 7 * DAY_MS;
/** What broke off can go on for so long after it began. */
export const BROKEN_OFF_FOR_MS = 30 * DAY_MS;
/** What was taken off the list while it was being saved: the browser may still be reading it. */
export const CLEARED_FOR_MS = 3_600_000;

const whole = z.object({
  device: z.string().max(64),
  peerName: z.string().max(60),
  cameAtMs: z.number(),
  /** The drop in which it came; of what versions before this one kept nobody knows. */
  sessionId: z.string().max(64).optional(),
});
export type Whole = z.infer<typeof whole>;

export interface KeptTransfer extends Whole {
  readonly manifest: Manifest;
}

/** What came whole, in one session or in any, and has neither been taken off the list nor become old. */
export async function listKept(sessionId?: string, nowMs = Date.now()): Promise<KeptTransfer[]> {
  const kept: KeptTransfer[] = [];
  await forEachTransfer(async (folder) => {
    const came = whole.safeParse(await readNote(folder, WHOLE));
    const offered = manifest.safeParse(await readNote(folder, MANIFEST));
    if (!came.success || !offered.success || (await isOver(folder, nowMs))) return;
    if (sessionId !== undefined && came.data.sessionId !== sessionId) return;
    kept.push({ ...came.data, manifest: offered.data });
  });
  return kept;
}

/** Takes away what nobody asks for any more. */
export async function removeOldTransfers(nowMs = Date.now()): Promise<void> {
  const over: string[] = [];
  await forEachTransfer(async (folder) => {
    if (await isOver(folder, nowMs, CLEARED_FOR_MS)) over.push(folder.name);
  });
  const drop = await findDropFolder();
  const remove = async (name: string) =>
    drop?.removeEntry(name, { recursive: true }).catch(() => undefined) as Promise<void>;
  // What is being written has no note yet, or goes on after a long time.
  for (const name of over) await ifNobodyIsAt(lockName(`${dropFolderName()}/${name}`), () => remove(name));
}

/** Whether nobody is to see it any more, or, with a time, whether it may go. */
async function isOver(folder: FileSystemDirectoryHandle, nowMs: number, clearedForMs = 0): Promise<boolean> {
  const clearedAtMs = await findTime(folder, CLEARED);
  if (clearedAtMs !== undefined) return nowMs - clearedAtMs >= clearedForMs;
  const wholeAtMs = await findTime(folder, WHOLE);
  if (wholeAtMs !== undefined) return nowMs - wholeAtMs > WHOLE_FOR_MS;
  const begunAtMs = await findTime(folder, MANIFEST);
  // Without that note nothing can go on.
  return begunAtMs === undefined || nowMs - begunAtMs > BROKEN_OFF_FOR_MS;
}

/** When a note was written. */
async function findTime(folder: FileSystemDirectoryHandle, name: string): Promise<number | undefined> {
  try {
    return (await (await folder.getFileHandle(name)).getFile()).lastModified;
  } catch {
    return undefined;
  }
}

async function forEachTransfer(look: (folder: FileSystemDirectoryHandle) => Promise<void>): Promise<void> {
  const drop = await findDropFolder();
  if (!drop) return;
  for await (const entry of entriesOf(drop))
    if (entry.kind === 'directory') await look(entry as FileSystemDirectoryHandle);
}
