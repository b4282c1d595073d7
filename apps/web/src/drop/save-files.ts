import { safePath, type Manifest } from './manifest.ts';
import { zipFiles } from './zip-files.ts';

export type FileAt = (file: number) => Promise<Blob>;
type PickFolder = (options: { mode: 'readwrite' }) => Promise<FileSystemDirectoryHandle>;

function findFolderPicker(): PickFolder | undefined {
  return (globalThis as { showDirectoryPicker?: PickFolder }).showDirectoryPicker;
}

/** Whether folders can keep their shape here. */
export function maySaveFolders(): boolean {
  return findFolderPicker() !== undefined;
}

export type WayToSave = 'each' | 'folder' | 'zip';

/** More downloads at once than this a browser asks about, or refuses. */
const MOST_SEPARATE = 10;

/** In which ways something can be put where the person wants it, the best first. A folder keeps its shape in each of them. */
export function waysToSave(
  files: readonly { readonly path: string }[],
  mayChooseFolder: boolean,
): WayToSave[] {
  if (files.length < 2) return ['each'];
  if (mayChooseFolder) return ['folder', 'zip'];
  const isFlat = files.every(({ path }) => !path.includes('/'));
  return isFlat && files.length <= MOST_SEPARATE ? ['each', 'zip'] : ['zip'];
}

/** Puts everything into a folder that the person chooses, folders and all. Nothing is overwritten. */
export async function saveIntoFolder({ files }: Manifest, fileAt: FileAt): Promise<void> {
  const root = await findFolderPicker()?.({ mode: 'readwrite' });
  if (!root) throw new DOMException('No folder was chosen.', 'AbortError');
  for (const [index, { path }] of files.entries()) {
    const blob = await fileAt(index);
    const parts = safePath(path);
    const name = parts.pop() ?? '_';
    let folder = root;
    for (const part of parts) folder = await folder.getDirectoryHandle(part, { create: true });
    const handle = await folder.getFileHandle(await freeName(folder, name), { create: true });
    await blob.stream().pipeTo(await handle.createWritable());
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

/** Each file, as any download. It is read from the disk as it is written, never held as a whole. */
export async function saveEach({ files }: Manifest, fileAt: FileAt): Promise<void> {
  for (const [index, { path }] of files.entries()) {
    download(await fileAt(index), safePath(path).at(-1) ?? 'file');
  }
}

/** All of it as one file, in which folders keep their shape and files their dates. */
export async function saveAsZip(manifest: Manifest, fileAt: FileAt): Promise<void> {
  const [first = 'files'] = safePath(manifest.files[0]?.path ?? '');
  download(await zipFiles(manifest, fileAt), `${first.replace(/\.[^.]*$/, '')}.zip`);
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  const address = URL.createObjectURL(blob);
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
