import { dropFolderName } from '../session/forget-drop.ts';
import type { Bytes } from './bytes.ts';
import { decideSink } from './decide-sink.ts';
import { findDropFolder, readNote } from './drop-folder.ts';
import { CLEARED, MANIFEST, WHOLE, type Whole } from './kept-transfers.ts';
import { BLOCK_BYTES, manifest as manifestSchema, totalBytes, type Manifest } from './manifest.ts';
import { findFilePicker, openPickedSink } from './picked-sink.ts';
import type { SinkAnswer, SinkRequest } from './sink-worker.ts';

/** Where what comes in is kept until somebody saves it. */
export interface Sink {
  /** Whether a finished file lies where the person wants it already. */
  readonly isSaved?: boolean;
  /** How many whole blocks of each file are there already, from an earlier time. */
  blocksOf(file: number): Promise<number>;
  read(file: number, block: number): Promise<Bytes>;
  write(file: number, offset: number, bytes: Bytes): Promise<void>;
  /** All is there. */
  finish(whole: Whole): Promise<void>;
  fileAt(file: number): Promise<Blob>;
  remove(): Promise<void>;
  /** In a while: somebody may still be reading it. */
  removeLater(): Promise<void>;
}

let worker: Worker | undefined;
let asked = 0;
const waiting = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
/** Buffers that came back from the worker: a new one for each block would lie about until 64 MB of them are dead, here and there. */
const spares: ArrayBuffer[] = [];
const MOST_SPARES = 4;
/** Who is told when another page goes on with a transfer. */
const takers = new Map<string, () => void>();

type WithoutNumber<T> = T extends unknown ? Omit<T, 'n' | 'drop'> : never;

function ask(request: WithoutNumber<SinkRequest>, handedOver: Transferable[] = []): Promise<void> {
  if (!worker) {
    worker = new Worker(new URL('./sink-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<SinkAnswer>) => {
      if ('taken' in data) return takers.get(data.taken)?.();
      const who = waiting.get(data.n);
      waiting.delete(data.n);
      if (data.spare?.byteLength === BLOCK_BYTES && spares.length < MOST_SPARES) spares.push(data.spare);
      if (data.failed === undefined) who?.resolve();
      else who?.reject(new DOMException(data.failed.message, data.failed.name));
    };
  }
  const n = (asked += 1);
  return new Promise((resolve, reject) => {
    waiting.set(n, { resolve, reject });
    worker?.postMessage({ ...request, n, drop: dropFolderName() }, handedOver);
  });
}

/** How much may come into the browser's own file system; undefined where there is none. */
async function findRoom(drop: FileSystemDirectoryHandle | undefined): Promise<number | undefined> {
  if (!drop) return undefined;
  const { quota, usage = 0 } = await navigator.storage.estimate();
  return quota === undefined ? Infinity : quota - usage;
}

/**
 * Throws where there is no place for it; where a file has to be named, this must follow a tap of the person. What another tab of this browser
 * was writing goes on here; `onTaken` is called when it goes the other way.
 */
export async function openSink(manifest: Manifest, onTaken: () => void): Promise<Sink> {
  const drop = await findDropFolder();
  // What has begun to come has its place.
  const isBegun = drop !== undefined && (await isKnown(manifest.id));
  const decision = decideSink({
    sizeBytes: totalBytes(manifest.files),
    files: manifest.files.length,
    roomBytes: isBegun ? Infinity : await findRoom(drop),
    hasPicker: findFilePicker() !== undefined,
  });
  if (decision.kind === 'none') throw new Error(decision.why);
  if (decision.kind === 'picked') return openPickedSink(manifest);
  if (decision.kind === 'memory' || !drop) return new MemorySink();
  takers.set(manifest.id, onTaken);
  return openDiskSink(drop, manifest);
}

async function openDiskSink(drop: FileSystemDirectoryHandle, manifest: Manifest): Promise<Sink> {
  const { thumbnails: _, ...plain } = manifest;
  const note = { name: MANIFEST, bytes: bytesOf(plain), cleared: CLEARED };
  await ask({ op: 'begin', folder: manifest.id, ...note });
  return new DiskSink(manifest.id, await drop.getDirectoryHandle(manifest.id));
}

/** Where something lies that came whole, in this page or in one before. */
export async function openKeptSink(id: string): Promise<Sink | undefined> {
  const folder = await (await findDropFolder())?.getDirectoryHandle(id).catch(() => undefined);
  return folder && new DiskSink(id, folder);
}

function bytesOf(note: object): Bytes {
  return new TextEncoder().encode(JSON.stringify(note));
}

async function writeNote(folder: string, name: string, note: object): Promise<void> {
  await ask({ op: 'write', folder, name, offset: 0, bytes: bytesOf(note) });
  await ask({ op: 'close', folder });
}

/** Whether a transfer was taken before and broke off. */
export async function isKnown(id: string): Promise<boolean> {
  const folder = await (await findDropFolder())?.getDirectoryHandle(id).catch(() => undefined);
  if (!folder || (await readNote(folder, CLEARED)) !== undefined) return false;
  return manifestSchema.safeParse(await readNote(folder, MANIFEST)).data?.id === id;
}

class DiskSink implements Sink {
  constructor(
    private readonly id: string,
    private readonly folder: FileSystemDirectoryHandle,
  ) {}

  async blocksOf(file: number): Promise<number> {
    const handle = await this.folder.getFileHandle(String(file)).catch(() => undefined);
    if (!handle) return 0;
    const { size } = await handle.getFile();
    return size === 0 ? 1 : Math.floor(size / BLOCK_BYTES);
  }

  async read(file: number, block: number): Promise<Bytes> {
    const blob = await this.fileAt(file);
    return new Uint8Array(await blob.slice(block * BLOCK_BYTES, (block + 1) * BLOCK_BYTES).arrayBuffer());
  }

  write(file: number, offset: number, bytes: Bytes): Promise<void> {
    // A copy of its own that changes hands: what it lies in holds a whole parcel, and would be copied with each of its files.
    const own = new Uint8Array(spares.pop() ?? new ArrayBuffer(BLOCK_BYTES), 0, bytes.length);
    own.set(bytes);
    return ask({ op: 'write', folder: this.id, name: String(file), offset, bytes: own }, [own.buffer]);
  }

  finish(whole: Whole): Promise<void> {
    return writeNote(this.id, WHOLE, whole);
  }

  async fileAt(file: number): Promise<Blob> {
    return (await this.folder.getFileHandle(String(file))).getFile();
  }

  async remove(): Promise<void> {
    await ask({ op: 'close', folder: this.id }).catch(() => undefined);
    await (await findDropFolder())?.removeEntry(this.id, { recursive: true }).catch(() => undefined);
  }

  removeLater(): Promise<void> {
    return writeNote(this.id, CLEARED, {});
  }
}

/** For browsers that keep no files for pages (some private windows). */
class MemorySink implements Sink {
  private readonly parts = new Map<number, Bytes[]>();

  blocksOf(): Promise<number> {
    return Promise.resolve(0);
  }

  read(file: number, block: number): Promise<Bytes> {
    return Promise.resolve(this.parts.get(file)?.[block] ?? new Uint8Array());
  }

  write(file: number, offset: number, bytes: Bytes): Promise<void> {
    const parts = this.parts.get(file) ?? [];
    parts[offset / BLOCK_BYTES] = bytes.slice();
    this.parts.set(file, parts);
    return Promise.resolve();
  }

  finish(): Promise<void> {
    return Promise.resolve();
  }

  fileAt(file: number): Promise<Blob> {
    return Promise.resolve(new Blob(this.parts.get(file) ?? []));
  }

  remove(): Promise<void> {
    this.parts.clear();
    return Promise.resolve();
  }

  removeLater(): Promise<void> {
    return Promise.resolve();
  }
}
