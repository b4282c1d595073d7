import type { Bytes } from './bytes.ts';
import { safePath, type Manifest } from './manifest.ts';
import type { Sink } from './sink.ts';

type PickFile = (options: { suggestedName: string }) => Promise<FileSystemFileHandle>;

export function findFilePicker(): PickFile | undefined {
  return (globalThis as { showSaveFilePicker?: PickFile }).showSaveFilePicker;
}

/** Asks the person for a file. Throws where they change their mind. */
export async function openPickedSink({ files }: Manifest): Promise<Sink> {
  const suggestedName = safePath(files[0]?.path ?? '').at(-1) ?? 'file';
  const handle = await findFilePicker()?.({ suggestedName });
  if (!handle) throw new Error('No file was chosen.');
  return new PickedSink(handle, await handle.createWritable());
}

/**
 * One file, written straight to where the person wants it: nothing of it is kept by the browser or in memory. The browser shows the file under its
 * name once all is there and checked; what breaks off with the page begins anew.
 */
class PickedSink implements Sink {
  readonly isSaved = true;

  constructor(
    private readonly handle: FileSystemFileHandle,
    private readonly writing: FileSystemWritableFileStream,
  ) {}

  blocksOf(): Promise<number> {
    return Promise.resolve(0);
  }

  read(): Promise<Bytes> {
    return Promise.resolve(new Uint8Array());
  }

  write(_file: number, offset: number, bytes: Bytes): Promise<void> {
    return this.writing.write({ type: 'write', position: offset, data: bytes });
  }

  finish(): Promise<void> {
    return this.writing.close();
  }

  fileAt(): Promise<Blob> {
    return this.handle.getFile();
  }

  /** What is whole is the person's; the rest is thrown away. */
  async remove(): Promise<void> {
    await this.writing.abort().catch(() => undefined);
  }

  removeLater(): Promise<void> {
    return Promise.resolve();
  }
}
