import { safePath, type Manifest } from './manifest.ts';

type FileAt = (file: number) => Promise<Blob | undefined>;
type PickFolder = (options: { mode: 'readwrite' }) => Promise<FileSystemDirectoryHandle>;

function findFolderPicker(): PickFolder | undefined {
  return (globalThis as { showDirectoryPicker?: PickFolder }).showDirectoryPicker;
}

/** Whether folders can keep their shape here. */
export function maySaveFolders(): boolean {
  return findFolderPicker() !== undefined;
}

/** Puts everything into a folder that the person chooses, folders and all. Nothing is overwritten. */
export async function saveIntoFolder({ files }: Manifest, fileAt: FileAt): Promise<void> {
  const root = await findFolderPicker()?.({ mode: 'readwrite' });
  if (!root) return;
  for (const [index, { path }] of files.entries()) {
    const blob = await fileAt(index);
    const parts = safePath(path);
    const name = parts.pop() ?? '_';
    let folder = root;
    for (const part of parts) folder = await folder.getDirectoryHandle(part, { create: true });
    const handle = await folder.getFileHandle(await freeName(folder, name), { create: true });
    await blob?.stream().pipeTo(await handle.createWritable());
  }
}

async function freeName(folder: FileSystemDirectoryHandle, name: string): Promise<string> {
  const [, stem = name, end = ''] = /^(.*?)(\.[^.]*)?$/.exec(name) ?? [];
  for (let n = 1; n < 1000; n += 1) {
    const candidate = n === 1 ? name : `${stem} (${n})${end}`;
    const isTaken = await folder.getFileHandle(candidate).then(
      () => true,
      () => false,
    );
    if (!isTaken) return candidate;
  }
  return `${stem} ${crypto.randomUUID()}${end}`;
}

/** One file, as any download. It is read from the disk as it is written, never held as a whole. */
export async function saveFile({ files }: Manifest, index: number, fileAt: FileAt): Promise<void> {
  const blob = await fileAt(index);
  if (!blob) return;
  const link = document.createElement('a');
  const address = URL.createObjectURL(blob);
  link.href = address;
  link.download = safePath(files[index]?.path ?? '').at(-1) ?? 'file';
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
