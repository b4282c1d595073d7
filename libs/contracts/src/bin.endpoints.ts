import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { fileSummary } from './file.js';
import { fileIdList, itemOutcome } from './file-changes.endpoints.js';
import { fileId } from './ids.js';
import { listOf, pageQuery } from './paging.js';

/** A file in the bin; `folder` and `name` are where it lay. */
export const binnedFile = fileSummary.extend({
  binnedAt: z.iso.datetime(),
  /** When it goes for good. */
  expiresAt: z.iso.datetime(),
});
export type BinnedFile = z.infer<typeof binnedFile>;

const restored = z.object({
  id: fileId,
  folder: z.string(),
  name: z.string(),
  /** Another file has its former name, so it came back under another one. */
  renamed: z.boolean(),
});
export type Restored = z.infer<typeof restored>;

export const listBin = defineEndpoint({
  name: 'listBin',
  service: 'media',
  method: 'GET',
  path: '/api/bin',
  access: 'editor',
  summary: 'What is in the bin, the newest first: what one has brought in, for admins all.',
  query: pageQuery,
  response: listOf(binnedFile),
  problems: ['request.invalid', 'library.too-slow'],
});

export const restoreFile = defineEndpoint({
  name: 'restoreFile',
  service: 'media',
  method: 'POST',
  path: '/api/bin/:id/restore',
  access: 'editor',
  summary: 'Back to where it lay. Nothing is overwritten: where the name is taken it gets another one.',
  params: z.object({ id: fileId }),
  status: 200,
  response: restored,
  problems: [
    'request.invalid',
    'file.not-found',
    'file.missing-on-disk',
    'file.not-moved',
    'library.offline',
    'library.busy',
  ],
});

export const restoreFiles = defineEndpoint({
  name: 'restoreFiles',
  service: 'media',
  method: 'POST',
  path: '/api/bin/restore',
  access: 'editor',
  summary: 'The same for up to 1,000 files, each with its own outcome.',
  body: z.object({ fileIds: fileIdList({ max: 1_000 }) }),
  status: 200,
  response: z.object({ items: z.array(itemOutcome.extend(restored.omit({ id: true }).partial().shape)) }),
  problems: ['request.invalid', 'library.offline', 'library.busy'],
});

export const emptyBin = defineEndpoint({
  name: 'emptyBin',
  service: 'media',
  method: 'DELETE',
  path: '/api/bin',
  access: 'admin',
  summary: 'Deletes for good what is in the bin now.',
  response: z.object({ removed: z.int() }),
  problems: ['library.offline', 'library.busy'],
});

export const binEndpoints = { listBin, restoreFile, restoreFiles, emptyBin };
