import { catalogEvents, getFile, ProblemError, type FileSummary } from '@hearth/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { createBatch } from '../live/batch.ts';
import type { LiveEvent } from '../live/live-connection.ts';
import { oneAtATime } from '../live/one-at-a-time.ts';
import { refreshTimelines } from '../files/refresh-timelines.ts';
import { request } from '../session/request.ts';
import { cachedIds, changeCached } from '../files/cached-files.ts';
import { refreshLists, refreshPagesWith } from './refresh-lists.ts';
import { SCAN_KEY, STATUS_KEY } from './use-library-status.ts';

const { fileAdded, fileChanged, fileRemoved, scanProgressed } = catalogEvents;

interface Change {
  readonly fileId: string;
  readonly isGone: boolean;
  /** A photo or video that can be shown; undefined where the event does not say. */
  readonly isPhoto: boolean | undefined;
}

/** Up to this many files that are on lists are fetched one by one; more, and their lists are fetched anew. */
const MAX_FETCHED_ALONE = 12;
/** While much is going on, what is in sight changes this often. */
const SOON = { quietMs: 300, longestMs: 2000 };
const LATER = { quietMs: 1500, longestMs: 10_000 };
/** A list of many pages is fetched page after page: once the library has come to rest, and now and then until it does. */
const AT_REST = { quietMs: 10_000, longestMs: 120_000 };

/** Carries what happens in the library into what is shown: into the months it touches, and in batches. */
export function createLibraryUpdates(client: QueryClient) {
  const shortLists = createBatch<null>(() => refreshLists(client, 'short'), LATER);
  const longLists = createBatch<null>(() => refreshLists(client, 'long'), AT_REST);
  const askForLists = () => {
    shortLists.add(null);
    longLists.add(null);
  };
  const timelines = oneAtATime(() => refreshTimelines(client));
  const update = (changes: readonly Change[]) => {
    void client.invalidateQueries({ queryKey: STATUS_KEY });
    const here = cachedIds(client);
    const known = new Map(changes.filter(({ fileId }) => here.has(fileId)).map((one) => [one.fileId, one]));
    const isTimelineTouched = changes.some(
      ({ fileId, isPhoto, isGone }) => isPhoto !== false && (isGone || !here.has(fileId)),
    );
    if (changes.some(({ fileId, isGone }) => isGone || !here.has(fileId))) askForLists();
    const gone = [...known.values()].filter(({ isGone }) => isGone).map(({ fileId }) => fileId);
    if (gone.length > 0) changeCached(client, new Set(gone), () => undefined);
    const changed = [...known.keys()].filter((fileId) => !gone.includes(fileId));
    if (changed.length > MAX_FETCHED_ALONE) {
      askForLists();
      refreshPagesWith(client, new Set(changed)).catch(() => undefined);
      void refreshTimelines(client, new Set(changed));
    } else updateEach(client, changed).catch(() => timelines());
    if (isTimelineTouched) timelines();
  };
  const batch = createBatch<Change>((changes) => update(changes), SOON);
  return {
    take({ subject, payload }: LiveEvent): void {
      if (subject === scanProgressed.subject) {
        const progress = scanProgressed.payload.safeParse(payload);
        if (progress.success) client.setQueryData(SCAN_KEY, progress.data);
        return;
      }
      const change = changeOf(subject, payload);
      if (change) batch.add(change);
    },
    stop(): void {
      batch.cancel();
      shortLists.cancel();
      longLists.cancel();
    },
  };
}

function changeOf(subject: string, payload: unknown): Change | undefined {
  if (subject === fileRemoved.subject) {
    const gone = fileRemoved.payload.safeParse(payload);
    return gone.success ? { fileId: gone.data.fileId, isGone: true, isPhoto: undefined } : undefined;
  }
  if (subject !== fileAdded.subject && subject !== fileChanged.subject) return undefined;
  const facts = fileChanged.payload.safeParse(payload);
  if (!facts.success) return undefined;
  const { fileId, kind, state } = facts.data;
  const isPhoto = (kind === 'image' || kind === 'video') && state === 'ready';
  return { fileId, isGone: false, isPhoto };
}

async function updateEach(client: QueryClient, fileIds: readonly string[]): Promise<void> {
  for (const fileId of fileIds) {
    const file = await findFile(fileId);
    if (file) client.setQueryData(['file', fileId], file);
    changeCached(client, new Set([fileId]), () => file);
    if (!file) await refreshTimelines(client);
  }
}

/** Undefined when the file has left the library. */
async function findFile(id: string): Promise<FileSummary | undefined> {
  try {
    return await request(getFile, { params: { id } });
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'file.not-found') return undefined;
    throw error;
  }
}
