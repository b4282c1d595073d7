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

/** A file as it lies here. */
export type KeptFile = FileSummary & {
  /** Set where the preview alone is kept. */
  readonly smallerBytes?: number | undefined;
};

/** What is kept, the latest first, with addresses that are answered from this device. */
export async function findKept(): Promise<readonly KeptFile[]> {
  if (!canKeep() || !keepsAnything()) return [];
  const list = await caches.match(LIST, { cacheName: CACHE });
  return list ? ((await list.json()) as KeptFile[]) : [];
}

/** Lays the bytes down, then says that they are there: what is listed is whole. Without an original the preview stands for it. */
export async function layDown(
  file: FileSummary,
  original: Response | undefined,
  pictures: Pictures,
): Promise<void> {
  const cache = await caches.open(CACHE);
  if (original) await cache.put(ORIGINAL(file.id), original);
  else await cache.delete(ORIGINAL(file.id));
  const smallerBytes = original ? undefined : (await pictures.preview?.clone().blob())?.size;
  for (const size of ['grid', 'preview'] as const)
    if (pictures[size]) await cache.put(PICTURE(file.id, size), pictures[size]);
  const { id } = file;
  const kept: KeptFile = {
    ...file,
    smallerBytes,
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
async function changeList(change: (list: readonly KeptFile[]) => readonly KeptFile[]): Promise<void> {
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
