import {
  downloadFile,
  fileThumbnail,
  pinFile,
  unpinFile,
  urlOf,
  type FileId,
  type FileSummary,
} from '@hearth/contracts';
import { countOf, formatBytes } from '../design/format.ts';
import { showNotice } from '../notices/notices.ts';
import { hasSmallerCopy, PREVIEW_BYTES } from '../saving/decide-saving.ts';
import { isSaving } from '../saving/use-saving.ts';
import { request, signedInFetch } from '../session/request.ts';
import { canKeep, layDown, takeUp } from './kept-store.ts';
import { changeKeeping, type Keeping } from './keeping.ts';

/** A browser that is full takes away everything of a site at once. */
const LEFT_FREE_BYTES = 100_000_000;

/** Fetches files onto this device, one after the other, and says how far it is. What fails stops no other. */
export async function keepFiles(files: readonly FileSummary[]): Promise<void> {
  if (!canKeep()) {
    showNotice('This browser keeps nothing until it trusts the hub’s certificate. More → Trust this hub.', {
      isFailure: true,
    });
    return;
  }
  const bytes = files.reduce((sum, file) => sum + bytesToKeep(file), 0);
  const free = await freeBytes();
  if (bytes > free - LEFT_FREE_BYTES) {
    showNotice(
      `There is no room for ${formatBytes(bytes)} here: ${formatBytes(Math.max(0, free))} are free.`,
      {
        isFailure: true,
      },
    );
    return;
  }
  await navigator.storage.persist().catch(() => false);
  const stop = new AbortController();
  let state: Keeping = {
    files: files.length,
    done: 0,
    failed: 0,
    bytes,
    bytesDone: 0,
    stop: () => stop.abort(),
  };
  const change = (next: Partial<Keeping>) => changeKeeping((state = { ...state, ...next }));
  change({});
  showNotice(`Keeping ${countOf(files.length, 'file')} on this device…`);
  for (const file of files) {
    if (stop.signal.aborted) break;
    const before = state.bytesDone;
    try {
      await keep(file, stop.signal, (sent) => change({ bytesDone: before + sent }));
      change({ done: state.done + 1 });
    } catch {
      change({ failed: state.failed + 1 });
    }
    change({ bytesDone: before + bytesToKeep(file) });
  }
  changeKeeping(undefined);
  if (state.failed > 0 && !stop.signal.aborted)
    showNotice(`${countOf(state.failed, 'file')} could not be kept.`, { isFailure: true });
  else if (!stop.signal.aborted)
    showNotice(`${countOf(state.done, 'file')} can be seen without the hub now.`);
}

/** One file: the hub is told first, so that what it has not noted lies nowhere. */
export async function keep(
  file: FileSummary,
  signal: AbortSignal,
  onProgress: (bytes: number) => void = () => undefined,
): Promise<void> {
  const { id } = file;
  await request(pinFile, { params: { id } });
  try {
    const [grid, preview] = await Promise.all(
      (['grid', 'preview'] as const).map((size) => fetchPicture(file, size)),
    );
    const address = urlOf(downloadFile, { params: { id }, query: undefined });
    const original =
      preview && keepsSmaller(file) ? undefined : await fetchWhole(address, signal, onProgress);
    await layDown(file, original, { grid, preview });
  } catch (error) {
    await takeUp(id);
    await request(unpinFile, { params: { id } }).catch(() => undefined);
    throw error;
  }
}

/** A picture whose preview stands for it, where this device saves. */
function keepsSmaller(file: FileSummary): boolean {
  return isSaving() && file.kind === 'image' && hasSmallerCopy(file);
}

function bytesToKeep(file: FileSummary): number {
  return keepsSmaller(file) ? PREVIEW_BYTES : file.sizeBytes;
}

export async function keepNoLonger(ids: readonly FileId[]): Promise<void> {
  for (const id of ids) {
    await takeUp(id);
    // The hub may be away; it is told again when this device compares.
    await request(unpinFile, { params: { id } }).catch(() => undefined);
  }
}

async function fetchPicture(
  { id, thumbnailUrl }: FileSummary,
  size: 'grid' | 'preview',
): Promise<Response | undefined> {
  if (thumbnailUrl === null) return undefined;
  const response = await signedInFetch(urlOf(fileThumbnail, { params: { id }, query: { size } }), {
    cache: 'reload',
  });
  return response.ok ? response : undefined;
}

async function fetchWhole(
  url: string,
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
): Promise<Response> {
  const response = await signedInFetch(url, { signal, cache: 'no-store' });
  if (!response.ok || !response.body) throw new Error(`The hub answered ${response.status}`);
  let bytes = 0;
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        onProgress((bytes += chunk.length));
        controller.enqueue(chunk);
      },
    }),
  );
  const type = response.headers.get('content-type') ?? 'application/octet-stream';
  return new Response(counted, {
    headers: {
      'content-type': type,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    },
  });
}

async function freeBytes(): Promise<number> {
  const { quota, usage } = await navigator.storage.estimate();
  return (quota ?? Infinity) - (usage ?? 0);
}
