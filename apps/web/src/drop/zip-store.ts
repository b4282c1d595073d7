import { entriesOf, findDropFolder } from './drop-folder.ts';

const OLD_AFTER_MS = 3_600_000;
const END = '.zip';

/**
 * Where the ZIP of a transfer lies on the browser's own disk, beside the folders of transfers. Undefined where pages have no files, or cannot write to them outside of a
 * worker (Safari before 26).
 */
export async function findZip(id: string): Promise<FileSystemFileHandle | undefined> {
  try {
    if (!('createWritable' in FileSystemFileHandle.prototype)) return undefined;
    return await (await findDropFolder())?.getFileHandle(id + END, { create: true });
  } catch {
    return undefined;
  }
}

export async function removeZip(id: string): Promise<void> {
  try {
    await (await findDropFolder())?.removeEntry(id + END);
  } catch {
    // There is none.
  }
}

/** Those that nobody took off the list: by now the browser has saved them, or never will. */
export async function removeOldZips(): Promise<void> {
  try {
    const drop = await findDropFolder();
    if (!drop) return;
    const old: string[] = [];
    for await (const handle of entriesOf(drop)) {
      if (handle.kind !== 'file' || !handle.name.endsWith(END)) continue;
      const { lastModified } = await (handle as FileSystemFileHandle).getFile();
      if (lastModified < Date.now() - OLD_AFTER_MS) old.push(handle.name);
    }
    for (const name of old) await drop.removeEntry(name).catch(() => undefined);
  } catch {
    // Nothing is kept here.
  }
}
