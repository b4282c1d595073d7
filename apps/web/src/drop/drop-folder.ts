import { dropFolderName } from '../session/forget-drop.ts';

/** TypeScript knows of this only with a library that this app goes without. */
interface Listed {
  values(): AsyncIterable<FileSystemFileHandle | FileSystemDirectoryHandle>;
}

/** Where what comes in lies on the browser's own disk, a folder for each transfer. Undefined where pages have no files (some private windows). */
export async function findDropFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(dropFolderName(), { create: true });
  } catch {
    return undefined;
  }
}

export function entriesOf(
  folder: FileSystemDirectoryHandle,
): AsyncIterable<FileSystemFileHandle | FileSystemDirectoryHandle> {
  return (folder as unknown as Listed).values();
}

/** What a small file of a transfer says; undefined where it is not there, or is no JSON. */
export async function readNote(folder: FileSystemDirectoryHandle, name: string): Promise<unknown> {
  try {
    return JSON.parse(await (await (await folder.getFileHandle(name)).getFile()).text());
  } catch {
    return undefined;
  }
}
