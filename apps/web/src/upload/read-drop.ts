export interface PickedFile {
  readonly file: File;
  /** Beneath the folder that it is dropped into: `Holiday/Day 1`, empty where it lies there itself. */
  readonly folder: string;
}

/** More than this at once is a mistake, or belongs into the library folder by other means. */
export const MOST_PICKED = 20_000;
/** What systems leave in folders, which nobody means to upload. */
const LITTER = /^(?:\.DS_Store|Thumbs\.db|desktop\.ini|\._.*)$/;

/** What was dropped: files, and folders with all that lies in them. Must be called while the drop is handled. */
export function readDrop({ items, files }: Pick<DataTransfer, 'items' | 'files'>): Promise<PickedFile[]> {
  const entries = [...items].flatMap((item) => (item.kind === 'file' ? (item.webkitGetAsEntry() ?? []) : []));
  if (entries.length === 0) return Promise.resolve([...files].map((file) => ({ file, folder: '' })));
  return readAll(entries);
}

async function readAll(entries: readonly FileSystemEntry[]): Promise<PickedFile[]> {
  const picked: PickedFile[] = [];
  const waiting = entries.map((entry) => ({ entry, folder: '' }));
  for (let next = waiting.shift(); next && picked.length < MOST_PICKED; next = waiting.shift()) {
    const { entry, folder } = next;
    if (isFile(entry)) {
      if (LITTER.test(entry.name)) continue;
      const file = await new Promise<File | undefined>((resolve) =>
        entry.file(resolve, () => resolve(undefined)),
      );
      if (file) picked.push({ file, folder });
    } else if (isDirectory(entry)) {
      const below = folder === '' ? entry.name : `${folder}/${entry.name}`;
      for (const child of await childrenOf(entry)) waiting.push({ entry: child, folder: below });
    }
  }
  return picked;
}

/** A browser hands out about a hundred at a time, and none at the end. */
async function childrenOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (some.length === 0 || all.length > MOST_PICKED) return all;
    all.push(...some);
  }
}

/** What a file chooser gave; of a whole folder each file knows its way. */
export function readPicked(files: readonly File[]): PickedFile[] {
  return files
    .filter(({ name }) => !LITTER.test(name))
    .slice(0, MOST_PICKED)
    .map((file) => {
      const path = file.webkitRelativePath ?? '';
      return { file, folder: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '' };
    });
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
