import { z } from 'zod';
import { defineEndpoint, type OutputOf } from './endpoint.js';
import { fileFilter, geoBox } from './file-filter.js';
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
    /** `total` is not counted any further: as many means as many or more. */
    totalUpTo: z.coerce.number().int().min(1).max(1_000_000).optional(),
  }),
  response: listOf(fileSummary),
  problems: ['request.invalid', 'library.too-slow'],
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
    'library.waking',
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
    'library.waking',
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
  problems: ['request.invalid', 'file.not-found', 'library.waking', 'file.no-thumbnail'],
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
  problems: ['request.invalid', 'library.too-slow'],
});

/** The finest map there is: a cell of it is a few metres wide. */
export const MOST_ZOOM = 20;

export const listPlaces = defineEndpoint({
  name: 'listPlaces',
  service: 'media',
  method: 'GET',
  path: '/api/files/places',
  access: 'viewer',
  isHeavy: true,
  summary:
    'Where files were taken, in clusters for a map (Web Mercator); the largest 1,000 of those that touch the part that is asked for.',
  query: z.object({
    ...fileFilter.shape,
    bbox: geoBox,
    /** As of map tiles: the world is 256 pixels wide at 0, twice as wide at 1. Whole numbers. */
    zoom: z.coerce.number().int().min(0).max(MOST_ZOOM),
  }),
  response: z.object({
    clusters: z.array(
      z.object({
        /** In the middle of its files. */
        lat: z.number(),
        lon: z.number(),
        files: z.int(),
        /** As the filter of the list takes it: exactly the files of this cluster. */
        bbox: z.string(),
        /** The cell of the map that it fills, for those who draw it without touching its neighbours. */
        cell: z.object({ west: z.number(), south: z.number(), east: z.number(), north: z.number() }),
        /** The one of them that came last and has a picture. */
        fileId: fileId.nullable(),
        thumbnailUrl: z.string().nullable(),
        place: z.string().nullable(),
      }),
    ),
    /** The owner's own map, for browsers to draw below: `{z}`, `{x}` and `{y}` stand in its address. Null where there is none. */
    tiles: z.object({ url: z.string(), credit: z.string().nullable() }).nullable(),
  }),
  problems: ['request.invalid'],
});
export type PlaceCluster = OutputOf<typeof listPlaces>['clusters'][number];

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
  response: z.object({
    removed: z.int(),
    /** Of a lost disk only the first leave at once; so many are still to go, within the next minutes. */
    filesToFollow: z.int(),
  }),
  problems: ['library.offline'],
});

export const filesEndpoints = {
  listFiles,
  timeline,
  listPlaces,
  getFile,
  streamFile,
  downloadFile,
  fileThumbnail,
  libraryStatus,
  confirmRemovals,
};
