import { openDropNews, type DropNews } from '../session/forget-drop.ts';
import { lockName } from './transfer-lock.ts';

/** Where something lies on the browser's own disk. */
interface Place {
  readonly drop: string;
  readonly folder: string;
}
type Written = { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };

/** Writes what comes in into files that this browser keeps for the page (OPFS), beside the page so that it stays smooth. */
export type SinkRequest = { readonly n: number } & Place &
  (
    | ({ readonly op: 'begin'; readonly cleared: string } & Written)
    | ({ readonly op: 'write'; readonly offset: number } & Written)
    | { readonly op: 'close' }
  );
export type SinkAnswer =
  | {
      readonly n: number;
      readonly failed?: { readonly name: string; readonly message: string };
      /** What the bytes lay in, to be used again. */
      readonly spare?: ArrayBuffer;
    }
  /** Another page goes on with this transfer. */
  | { readonly taken: string };

interface SyncHandle {
  write(bytes: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

/** By where the transfer lies, as are the others. */
const handles = new Map<string, { name: string; handle: SyncHandle }>();
/** What this page writes and no other. */
const held = new Map<string, () => void>();
/** What is no longer for this page to write. */
const lost = new Set<string>();
const forgotten = new Set<string>();
/** A page that is at work lets go at once; one that hangs, or that the system has put to sleep, never does. */
const LETS_GO_WITHIN_MS = 5_000;
let last: Promise<void> = Promise.resolve();

const news = openDropNews((said) => {
  if (said.kind === 'taken') lose(said.transfer);
  else void forget(said.folder);
});

self.onmessage = ({ data }: MessageEvent<SinkRequest>) => {
  last = last.then(async () => {
    try {
      await run(data);
      const spare = data.op === 'write' ? data.bytes.buffer : undefined;
      if (spare) answer({ n: data.n, spare }, [spare]);
      else answer({ n: data.n });
    } catch (error) {
      const { name, message } = error as Error;
      answer({ n: data.n, failed: { name, message } });
    }
  });
};

function keyOf({ drop, folder }: Place): string {
  return `${drop}/${folder}`;
}

function answer(said: SinkAnswer, handedOver: Transferable[] = []): void {
  self.postMessage(said, { transfer: handedOver });
}

async function run(request: SinkRequest): Promise<void> {
  if (forgotten.has(request.drop)) throw new DOMException('signed out', 'NotFoundError');
  if (request.op === 'begin') return begin(request);
  if (request.op === 'close') return close(keyOf(request));
  if (lost.has(keyOf(request)))
    throw new DOMException('another page writes it', 'NoModificationAllowedError');
  await put(request, request.offset);
}

/** Takes it over from a page that is at it, and makes the folder and its note where there are none. */
async function begin(request: Place & Written & { readonly cleared: string }): Promise<void> {
  const { name, cleared } = request;
  lost.delete(keyOf(request));
  await hold(keyOf(request));
  const directory = await findFolder(request, true);
  // Offered once more after it was taken off the list.
  await directory.removeEntry(cleared).catch(() => undefined);
  const note = await directory.getFileHandle(name, { create: true });
  if ((await note.getFile()).size > 0) return;
  await put(request, 0);
  closeHandle(keyOf(request));
}

/** Throws a `TimeoutError` where another page has it and does not let go. */
async function hold(key: string): Promise<void> {
  if (held.has(key) || !('locks' in navigator)) return;
  news?.postMessage({ kind: 'taken', transfer: key } satisfies DropNews);
  const waiting = new AbortController();
  const late = new DOMException('another page does not let go', 'TimeoutError');
  const timer = setTimeout(() => waiting.abort(late), LETS_GO_WITHIN_MS);
  await new Promise<void>((granted, failed) => {
    const work = () => new Promise<void>((release) => (held.set(key, release), granted()));
    navigator.locks.request(lockName(key), { signal: waiting.signal }, work).catch(failed);
  }).finally(() => clearTimeout(timer));
}

async function put({ name, bytes, ...place }: Place & Written, offset: number): Promise<void> {
  const key = keyOf(place);
  if (handles.get(key)?.name !== name) closeHandle(key);
  const handle = handles.get(key)?.handle ?? (await openHandle(place, name));
  handle.truncate(offset);
  handle.write(bytes, { at: offset });
  // Chromium's windows without a disk say that they have written what found no room.
  if (handle.getSize() !== offset + bytes.length)
    throw new DOMException('not all of it was written', 'QuotaExceededError');
}

/** Made by `begin` alone: what comes late for a folder that was taken away must not bring it back. */
async function findFolder({ drop, folder }: Place, create: boolean): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return (await root.getDirectoryHandle(drop, { create })).getDirectoryHandle(folder, { create });
}

async function openHandle(place: Place, name: string): Promise<SyncHandle> {
  const file = await (await findFolder(place, false)).getFileHandle(name, { create: true });
  const opening = file as unknown as { createSyncAccessHandle(): Promise<SyncHandle> };
  const handle = await opening.createSyncAccessHandle();
  if (lost.has(keyOf(place)) || forgotten.has(place.drop)) {
    handle.close();
    throw new DOMException('it was given up meanwhile', 'NoModificationAllowedError');
  }
  handles.set(keyOf(place), { name, handle });
  return handle;
}

function closeHandle(key: string): void {
  const open = handles.get(key);
  handles.delete(key);
  open?.handle.flush();
  open?.handle.close();
}

function close(key: string): void {
  closeHandle(key);
  held.get(key)?.();
  held.delete(key);
}

function lose(key: string): void {
  if (!held.has(key)) return;
  lost.add(key);
  close(key);
  answer({ taken: key.slice(key.indexOf('/') + 1) });
}

/** Somebody signed out in some tab of this browser. */
async function forget(drop: string): Promise<void> {
  forgotten.add(drop);
  const isIn = (key: string) => key.startsWith(`${drop}/`);
  [...held.keys()].filter(isIn).forEach(lose);
  [...handles.keys()].filter(isIn).forEach(close);
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(drop, { recursive: true }).catch(() => undefined);
}
