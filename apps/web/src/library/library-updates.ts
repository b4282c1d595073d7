import { catalogEvents, getFile, ProblemError, type FileSummary } from '@hearth/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { createBatch } from '../live/batch.ts';
import type { LiveEvent } from '../live/live-connection.ts';
import { oneAtATime } from '../live/one-at-a-time.ts';
import { request } from '../session/request.ts';
import { matches, type FileFilter } from './file-filter.ts';
import { placeFile, removeFile, type FilePage } from './place-file.ts';
import { FILES_KEY, type FilesData } from './use-files.ts';
import { SCAN_KEY, STATUS_KEY } from './use-library-status.ts';

/** Up to this many changed files are fetched one by one and put in place; more, and the lists are fetched anew. */
const MAX_FETCHED_ALONE = 8;
const { fileAdded, fileChanged, fileRemoved, scanProgressed } = catalogEvents;

/** Carries what happens in the library into what is shown, in batches. */
export function createLibraryUpdates(client: QueryClient) {
  const fetchLists = oneAtATime(() => client.invalidateQueries({ queryKey: FILES_KEY }));
  const update = (fileIds: ReadonlySet<string>) => {
    void client.invalidateQueries({ queryKey: STATUS_KEY });
    if (fileIds.size > MAX_FETCHED_ALONE) fetchLists();
    else updateEach(client, fileIds).catch(fetchLists);
  };
  const batch = createBatch<string>((ids) => update(new Set(ids)), { quietMs: 300, longestMs: 2000 });
  return {
    take({ subject, payload }: LiveEvent): void {
      if (subject === scanProgressed.subject) {
        const progress = scanProgressed.payload.safeParse(payload);
        if (progress.success) client.setQueryData(SCAN_KEY, progress.data);
        return;
      }
      const event = eventOf(subject)?.payload.safeParse(payload);
      if (event?.success) batch.add(event.data.fileId);
    },
    stop: batch.cancel,
  };
}

function eventOf(subject: string) {
  return [fileAdded, fileChanged, fileRemoved].find((event) => event.subject === subject);
}

async function updateEach(client: QueryClient, fileIds: ReadonlySet<string>): Promise<void> {
  for (const fileId of fileIds) {
    void client.invalidateQueries({ queryKey: ['file', fileId] });
    patchLists(client, fileId, await findFile(fileId));
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

function patchLists(client: QueryClient, fileId: string, file: FileSummary | undefined): void {
  for (const [queryKey, data] of client.getQueriesData<FilesData>({ queryKey: FILES_KEY })) {
    if (!data) continue;
    const belongs = file !== undefined && matches(file, queryKey[1] as FileFilter);
    if (belongs === undefined) void client.invalidateQueries({ queryKey });
    else
      client.setQueryData<FilesData>(queryKey, {
        ...data,
        pages: patch(data.pages, fileId, belongs ? file : undefined),
      });
  }
}

function patch<P extends FilePage>(pages: P[], fileId: string, file: FileSummary | undefined): P[] {
  return file === undefined ? removeFile(pages, fileId) : placeFile(pages, file);
}
