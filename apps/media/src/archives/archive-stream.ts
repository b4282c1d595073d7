import { constants } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { libraryPath, type ArchivedFile } from '@hearth/catalog';
import { makeZip, predictLength } from 'client-zip';
import { LibraryFolder } from '../storing/library-folder.js';

const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;
const PIECE_BYTES = 256 * 1024;
const LOOKS_AT_ONCE = 64;

interface Entry {
  readonly folder: string;
  readonly fileName: string;
  /** In the archive. */
  readonly name: string;
  readonly size: number;
  readonly lastModified: Date;
}

/** Those of the files that are there just now, as large as they are now. */
export async function findEntries(
  library: string,
  files: readonly ArchivedFile[],
  names: readonly string[],
): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let from = 0; from < files.length; from += LOOKS_AT_ONCE) {
    const some = files.slice(from, from + LOOKS_AT_ONCE).map(async (file, at): Promise<Entry | undefined> => {
      const status = await lstat(join(library, libraryPath(file))).catch(() => undefined);
      const name = names[from + at] as string;
      return status?.isFile()
        ? { folder: file.folder, fileName: file.name, name, size: status.size, lastModified: status.mtime }
        : undefined;
    });
    for (const entry of await Promise.all(some)) if (entry) entries.push(entry);
  }
  return entries;
}

/**
 * A zip of these files, made while it is read: stored and not compressed, names in UTF-8, Zip64 where it is needed. Nothing is kept, and
 * at most one file is open. A file that is another one by the time it is its turn ends the stream with an error: the length was
 * told, and what the client has by then must not pass for the whole.
 */
export function zipOf(library: string, entries: readonly Entry[]): { stream: Readable; sizeBytes: bigint } {
  const reading = new OpenFile();
  async function* inputs() {
    for (const { name, size, lastModified, ...entry } of entries) {
      yield { name, size, lastModified, input: read(library, entry, size, reading) };
    }
  }
  const stream = Readable.fromWeb(makeZip(inputs()) as Parameters<typeof Readable.fromWeb>[0]);
  // A client that breaks off ends the stream, and nobody asks for the rest of the file that is open then.
  stream.once('close', () => void reading.end());
  return { stream, sizeBytes: predictLength(entries.map(({ name, size }) => ({ name, size }))) };
}

/** The one file that is open. */
class OpenFile {
  private handle: FileHandle | undefined;
  private hasEnded = false;

  async use(handle: FileHandle): Promise<void> {
    this.handle = handle;
    if (!this.hasEnded) return;
    await this.close();
    throw new Error('nobody reads the archive any more');
  }

  async close(): Promise<void> {
    const { handle } = this;
    this.handle = undefined;
    await handle?.close();
  }

  async end(): Promise<void> {
    this.hasEnded = true;
    await this.close().catch(() => undefined);
  }
}

async function* read(
  library: string,
  { folder: path, fileName }: Pick<Entry, 'folder' | 'fileName'>,
  sizeBytes: number,
  reading: OpenFile,
): AsyncGenerator<Uint8Array> {
  const folder = await LibraryFolder.find(library, path);
  if (!folder) throw new Error('the folder went away');
  const flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;
  const handle = await open(folder.at(fileName), flags).finally(() => folder.close());
  await reading.use(handle);
  try {
    if (!(await handle.stat()).isFile()) throw new Error('the file is another one now');
    for (let left = sizeBytes; left > 0;) {
      const { bytesRead, buffer } = await handle.read(new Uint8Array(Math.min(PIECE_BYTES, left)));
      if (bytesRead === 0) throw new Error('the file became shorter');
      left -= bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await reading.close();
  }
}
