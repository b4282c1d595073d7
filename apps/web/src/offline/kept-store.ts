import { fileThumbnail, streamFile, urlOf, type FileId, type FileSummary } from '@hearth/contracts';

/** As the service worker's part in public/kept.js knows them. */
const CACHE = 'kept-files';
const LIST = '/kept/list';
/** So that a start without anything kept asks for nothing. */
const FLAG = 'hearth-keeps-files';

const ORIGINAL = (id: FileId) => urlOf(streamFile, { params: { id }, query: {} });
const PICTURE = (id: FileId, size: 'grid' | 'preview') =>
  urlOf(fileThumbnail, { params: { id }, query: { size } });

/** A browser has these only where it trusts the hub's certificate. */
export function canKeep(): boolean {
  return 'caches' in globalThis && 'serviceWorker' in navigator;
}

export function keepsAnything(): boolean {
  return localStorage.getItem(FLAG) !== null;
}

/** What is kept, the latest first, with addresses that are answered from this device. */
export async function findKept(): Promise<readonly FileSummary[]> {
  if (!canKeep() || !keepsAnything()) return [];
  const list = await caches.match(LIST, { cacheName: CACHE });
  return list ? ((await list.json()) as FileSummary[]) : [];
}

/** Lays the bytes down, then says that they are there: what is listed is whole. */
export async function layDown(file: FileSummary, original: Response, pictures: Pictures): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.put(ORIGINAL(file.id), original);
  for (const size of ['grid', 'preview'] as const)
    if (pictures[size]) await cache.put(PICTURE(file.id, size), pictures[size]);
  const { id } = file;
  const kept: FileSummary = {
    ...file,
    thumbnailUrl: pictures.grid ? PICTURE(id, 'grid') : null,
    previewUrl: pictures.preview ? PICTURE(id, 'preview') : null,
  };
  await changeList((list) => [kept, ...list.filter((one) => one.id !== id)]);
}

export interface Pictures {
  readonly grid?: Response | undefined;
  readonly preview?: Response | undefined;
}

export async function takeUp(id: FileId): Promise<void> {
  await changeList((list) => list.filter((file) => file.id !== id));
  const cache = await caches.open(CACHE);
  await Promise.all(
    [ORIGINAL(id), PICTURE(id, 'grid'), PICTURE(id, 'preview')].map((key) => cache.delete(key)),
  );
}

/** Two pages may change it at once: they take turns. */
async function changeList(change: (list: readonly FileSummary[]) => readonly FileSummary[]): Promise<void> {
  await navigator.locks.request('hearth-kept', async () => {
    const next = change(await findKept());
    const cache = await caches.open(CACHE);
    await cache.put(LIST, Response.json(next));
    localStorage.setItem(FLAG, '1');
  });
  const registration = await navigator.serviceWorker.getRegistration();
  registration?.active?.postMessage('kept-changed');
  window.dispatchEvent(new Event(KEPT_CHANGED));
}

export const KEPT_CHANGED = 'hearth-kept-changed';
