import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { fileFilter } from './file-filter.js';
import { fileDetail, fileSummary } from './file.js';
import { fileId, playbackId } from './ids.js';
import { listOf, pageQuery } from './paging.js';
import { rendition } from './renditions.endpoints.js';

const fileParams = z.object({ id: fileId });

export const FILE_SORTS = [
  'relevance',
  'takenAt',
  'createdAt',
  'name',
  'sizeBytes',
  'durationSec',
  'popularity',
] as const;
export type FileSort = (typeof FILE_SORTS)[number];
const descending = FILE_SORTS.map((sort) => `-${sort}` as const);

export const listFiles = defineEndpoint({
  name: 'listFiles',
  service: 'media',
  method: 'GET',
  path: '/api/files',
  access: 'viewer',
  isHeavy: true,
  summary:
    'Lists the library. The default order is the newest first, by the time a picture was taken; with a query, the best match first.',
  query: pageQuery.extend({
    ...fileFilter.shape,
    sort: z.enum([...FILE_SORTS, ...descending]).optional(),
  }),
  response: listOf(fileSummary),
  problems: ['request.invalid'],
});

export const getFile = defineEndpoint({
  name: 'getFile',
  service: 'media',
  method: 'GET',
  path: '/api/files/:id',
  access: 'viewer',
  summary: 'Everything known of one file.',
  params: fileParams,
  response: fileDetail,
  problems: ['request.invalid', 'file.not-found'],
});

export const streamFile = defineEndpoint({
  name: 'streamFile',
  service: 'media',
  method: 'GET',
  path: '/api/files/:id/stream',
  access: 'viewer',
  guests: true,
  summary: 'The bytes, whole or by range (RFC 9110, section 14), with a strong ETag.',
  params: fileParams,
  /** `rendition=hls` leads to its playlist. */
  query: z.object({ playback: playbackId.optional(), rendition: rendition.optional() }),
  contentType: '*/*',
  problems: [
    'request.invalid',
    'file.not-found',
    'file.missing-on-disk',
    'range.not-satisfiable',
    'request.precondition-failed',
  ],
});

export const downloadFile = defineEndpoint({
  name: 'downloadFile',
  service: 'media',
  method: 'GET',
  path: '/api/files/:id/download',
  access: 'viewer',
  guests: true,
  summary: 'The bytes as an attachment under the name of the file (RFC 6266).',
  params: fileParams,
  contentType: 'application/octet-stream',
  problems: [
    'request.invalid',
    'file.not-found',
    'file.missing-on-disk',
    'range.not-satisfiable',
    'request.precondition-failed',
  ],
});

export const fileThumbnail = defineEndpoint({
  name: 'fileThumbnail',
  service: 'media',
  method: 'GET',
  path: '/api/files/:id/thumbnail',
  access: 'viewer',
  guests: true,
  summary: 'The picture of a file: `grid` fits 320 pixels, `preview` 1440.',
  params: fileParams,
  query: z.object({ size: z.enum(['grid', 'preview']).default('grid') }),
  contentType: 'image/webp',
  problems: ['request.invalid', 'file.not-found', 'file.no-thumbnail'],
});

/** The timeline's scrubber: how many files there are in each month, newest first. */
export const timeline = defineEndpoint({
  name: 'timeline',
  service: 'media',
  method: 'GET',
  path: '/api/files/timeline',
  access: 'viewer',
  isHeavy: true,
  summary:
    'How many files were taken in each month and on each day, by the clock where that was, newest first.',
  query: fileFilter,
  response: z.object({
    months: z.array(z.object({ month: z.string(), count: z.int() })),
    days: z.array(z.object({ day: z.string(), count: z.int() })),
  }),
  problems: ['request.invalid'],
});

export const libraryStatus = defineEndpoint({
  name: 'libraryStatus',
  service: 'media',
  method: 'GET',
  path: '/api/library/status',
  access: 'viewer',
  isHeavy: true,
  summary: 'How many files there are in each state, and whether the library folder is there at all.',
  response: z.object({
    /** `offline`: the folder is not there or lost its marker. `held`: too much vanished at once; nothing was removed. */
    status: z.enum(['online', 'offline', 'held']),
    /** The folder on the hub, for people to drop files into. Admins only; null for others. */
    libraryPath: z.string().nullable(),
    indexing: z.int(),
    ready: z.int(),
    unreadable: z.int(),
    /** Files that are in the index, but were not on the disk at the last scan. */
    missing: z.int(),
    /** What lies in the library and is not indexed: links, pipes, names that are no UTF-8. */
    leftOut: z.int(),
    lastScanAt: z.iso.datetime().nullable(),
  }),
});

export const confirmRemovals = defineEndpoint({
  name: 'confirmRemovals',
  service: 'media',
  method: 'POST',
  path: '/api/library/confirm-removals',
  access: 'admin',
  summary: 'Says that the files that are missing from the disk were meant to go; they leave the index.',
  response: z.object({ removed: z.int() }),
  problems: ['library.offline'],
});

export const filesEndpoints = {
  listFiles,
  timeline,
  getFile,
  streamFile,
  downloadFile,
  fileThumbnail,
  libraryStatus,
  confirmRemovals,
};
