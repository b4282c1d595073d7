import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { catalogEvents, type FileSummary } from '@hearth/contracts';
import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query';
import type { LiveEvent } from '../live/live-connection.ts';
import { createLibraryUpdates } from './library-updates.ts';
import { fetchFilePage, LIST_KEY, type FilesData } from '../files/use-files.ts';

const asked: URL[] = [];
const realFetch = globalThis.fetch;
/** Which version of its files the hub tells. */
let version = 0;

/** A hub of pages without end, of a hundred files each; a page begins where its cursor says. */
function hub(url: RequestInfo | URL): Promise<Response> {
  const asking = new URL(String(url), 'https://hub');
  asked.push(asking);
  const from = Number(asking.searchParams.get('cursor') ?? 0);
  const items = Array.from({ length: 100 }, (_, at) => ({
    ...inList,
    id: idOf(from + at),
    name: `v${version}`,
  }));
  return Promise.resolve(Response.json({ items, nextCursor: String(from + 100) }));
}
const idOf = (place: number) => `00000000-0000-7000-8000-${String(place).padStart(12, '0')}`;
const aFile = {
  ...{ name: 'a.txt', folder: '', kind: 'document', mimeType: 'text/plain', sizeBytes: 1, state: 'ready' },
  ...{ durationSec: null, uploadedBy: null, deviceId: null, createdAt: '2026-01-01T00:00:00.000Z' },
} as const;
const inList = {
  ...{ ...aFile, sha256: null, width: null, height: null, takenAt: null, localTime: '2026-01-01T00:00:00' },
  ...{
    modifiedAt: aFile.createdAt,
    tags: [],
    favourite: false,
    thumbnailUrl: null,
    previewUrl: null,
    thumbhash: null,
  },
};
const changed = (place: number): LiveEvent => ({
  ...{ type: 'event', topic: 'library', cursor: '1', occurredAt: aFile.createdAt },
  subject: catalogEvents.fileChanged.subject,
  payload: { ...aFile, fileId: idOf(place), revision: 2 },
});

beforeEach(() => {
  jest.useFakeTimers();
  globalThis.fetch = hub;
  version = 0;
});
afterEach(() => {
  jest.useRealTimers();
  globalThis.fetch = realFetch;
});

/** A list in sight of so many pages. */
async function listOf(pages: number) {
  const client = new QueryClient();
  const observer = new InfiniteQueryObserver(client, {
    queryKey: [...LIST_KEY, {}],
    queryFn: ({ pageParam }) => fetchFilePage({}, pageParam as string | undefined),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor,
  });
  const unsubscribe = observer.subscribe(() => undefined);
  await jest.advanceTimersByTimeAsync(1);
  for (let page = 1; page < pages; page += 1) await observer.fetchNextPage();
  asked.length = 0;
  const files = (): FileSummary[] =>
    client.getQueryData<FilesData>([...LIST_KEY, {}])?.pages.flatMap(({ items }) => items) ?? [];
  return { client, files, updates: createLibraryUpdates(client), unsubscribe };
}

/** Two files a second for a minute, none of which are in sight. */
async function bringIn(updates: ReturnType<typeof createLibraryUpdates>, place = 900_000): Promise<void> {
  for (let file = 0; file < 120; file += 1) {
    updates.take(changed(place + file));
    await jest.advanceTimersByTimeAsync(500);
  }
}

it('an import has a list of one page fetched a few times a minute', async () => {
  const { updates, unsubscribe } = await listOf(1);
  await bringIn(updates);
  expect(asked.length).toBeGreaterThan(3);
  expect(asked.length).toBeLessThan(10);
  unsubscribe();
});

it('an import leaves a list of many pages alone until it is at rest', async () => {
  const { updates, unsubscribe } = await listOf(50);
  await bringIn(updates);
  expect(asked).toHaveLength(0);
  await jest.advanceTimersByTimeAsync(15_000);
  expect(asked).toHaveLength(50);
  unsubscribe();
});

it('what changes in a list of many pages has its own pages fetched', async () => {
  const { updates, files, unsubscribe } = await listOf(50);
  version = 1;
  for (let place = 1_990; place < 2_020; place += 1) updates.take(changed(place));
  await jest.advanceTimersByTimeAsync(3_000);
  expect(asked.map(({ searchParams }) => searchParams.get('cursor'))).toEqual(['1900', '2000']);
  expect(files().filter(({ name }) => name === 'v1')).toHaveLength(200);
  expect(files()).toHaveLength(5_000);
  unsubscribe();
});
