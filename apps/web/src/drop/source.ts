import { downloadFile, getFile, urlOf, type FileId } from '@hearth/contracts';
import { request } from '../session/request.ts';
import type { Bytes } from './bytes.ts';
import type { OfferedFile } from './manifest.ts';

/** Something to hand over, read piece by piece. */
export interface Source extends OfferedFile {
  readonly preview?: Blob;
  read(offset: number, length: number): Promise<Bytes>;
}

export function sourceOfFile(file: File, path = file.webkitRelativePath || file.name): Source {
  return {
    path,
    sizeBytes: file.size,
    modifiedAtMs: file.lastModified,
    type: file.type,
    ...(file.type.startsWith('image/') && { preview: file }),
    read: async (offset, length) => new Uint8Array(await file.slice(offset, offset + length).arrayBuffer()),
  };
}

/** A file of the library, which is fetched as it is handed on. */
export async function sourceOfLibraryFile(fileId: string): Promise<Source> {
  const params = { id: fileId as FileId };
  const file = await request(getFile, { params });
  const url = urlOf(downloadFile, { params });
  return {
    path: file.name,
    sizeBytes: file.sizeBytes,
    modifiedAtMs: Date.parse(file.modifiedAt),
    type: file.mimeType,
    async read(offset, length) {
      if (length === 0) return new Uint8Array();
      const answer = await fetch(url, { headers: { range: `bytes=${offset}-${offset + length - 1}` } });
      if (!answer.ok) throw new Error(`${file.name} could not be read`);
      return new Uint8Array(await answer.arrayBuffer());
    },
  };
}

/** What was dropped on the page, folders with all that is in them. */
export async function sourcesOfDrop(items: DataTransferItemList): Promise<Source[]> {
  // All at once: the list is empty after the first wait.
  const entries = [...items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const found: Source[] = [];
  for (const entry of entries) {
    if (entry instanceof File) found.push(sourceOfFile(entry));
    else if (entry) await walk(entry, found);
  }
  return found;
}

async function walk(entry: FileSystemEntry, found: Source[]): Promise<void> {
  const path = entry.fullPath.replace(/^\//, '');
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    found.push(sourceOfFile(file, path));
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return;
    for (const child of some) await walk(child, found);
  }
}
