/** Writes what comes in into files that this browser keeps for the page (OPFS), beside the page so that it stays smooth. */
export type SinkRequest =
  | {
      readonly n: number;
      readonly op: 'write';
      readonly folder: string;
      readonly name: string;
      readonly offset: number;
      readonly bytes: Uint8Array<ArrayBuffer>;
    }
  | { readonly n: number; readonly op: 'close'; readonly folder: string };
export type SinkAnswer = { readonly n: number; readonly failed?: string };

interface SyncHandle {
  write(bytes: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

const handles = new Map<string, { name: string; handle: SyncHandle }>();
let last: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<SinkRequest>) => {
  last = last.then(async () => {
    try {
      await run(data);
      self.postMessage({ n: data.n } satisfies SinkAnswer);
    } catch (error) {
      self.postMessage({
        n: data.n,
        failed: error instanceof Error ? error.message : String(error),
      } satisfies SinkAnswer);
    }
  });
};

async function run(request: SinkRequest): Promise<void> {
  const open = handles.get(request.folder);
  if (open && (request.op === 'close' || open.name !== request.name)) {
    open.handle.flush();
    open.handle.close();
    handles.delete(request.folder);
  }
  if (request.op === 'close') return;
  const handle = handles.get(request.folder)?.handle ?? (await openHandle(request.folder, request.name));
  handles.set(request.folder, { name: request.name, handle });
  handle.truncate(request.offset);
  handle.write(request.bytes, { at: request.offset });
}

async function openHandle(folder: string, name: string): Promise<SyncHandle> {
  const root = await navigator.storage.getDirectory();
  const drop = await root.getDirectoryHandle('drop', { create: true });
  const directory = await drop.getDirectoryHandle(folder, { create: true });
  const file = await directory.getFileHandle(name, { create: true });
  return (file as unknown as { createSyncAccessHandle(): Promise<SyncHandle> }).createSyncAccessHandle();
}
