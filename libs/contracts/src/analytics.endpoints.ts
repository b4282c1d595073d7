import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { fileKind } from './file.js';
import { fileId, userId } from './ids.js';
import { listOf, pageQuery } from './paging.js';

export const RANGES = ['24h', '7d', '30d', '90d', '365d', 'all'] as const;
export const range = z.enum(RANGES);
export type Range = z.infer<typeof range>;

export const popular = defineEndpoint({
  name: 'popular',
  service: 'analytics',
  method: 'GET',
  path: '/api/analytics/popular',
  access: 'editor',
  isHeavy: true,
  summary: 'The files most streamed, downloaded or watched. Editors see the files they brought in.',
  query: z.object({
    range: range.default('7d'),
    type: fileKind.optional(),
    by: z.enum(['streams', 'downloads', 'viewers', 'watchTime']).default('streams'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: z.object({
    items: z.array(
      z.object({
        fileId,
        name: z.string(),
        kind: fileKind,
        streams: z.int(),
        downloads: z.int(),
        viewers: z.int(),
        watchTimeSec: z.number(),
        bytesServed: z.int(),
        /** False once the file has left the library. */
        inLibrary: z.boolean(),
      }),
    ),
  }),
  problems: ['request.invalid'],
});

export const storageSummary = defineEndpoint({
  name: 'storageSummary',
  service: 'analytics',
  method: 'GET',
  path: '/api/analytics/storage/summary',
  access: 'admin',
  isHeavy: true,
  summary: 'How much the library holds, by type and by device, and how it grew each day.',
  response: z.object({
    totalBytes: z.int(),
    totalFiles: z.int(),
    byType: z.array(z.object({ kind: fileKind, files: z.int(), sizeBytes: z.int() })),
    byDevice: z.array(z.object({ deviceId: z.string().nullable(), files: z.int(), sizeBytes: z.int() })),
    /** The last 90 days, oldest first; a day without change is left out. */
    growth: z.array(z.object({ day: z.iso.date(), addedFiles: z.int(), addedBytes: z.int() })),
    /** By the mean of the last 30 days; null when nothing grows or the disk's size is not known. */
    daysUntilFull: z.number().nullable(),
  }),
});

export const activity = defineEndpoint({
  name: 'activity',
  service: 'analytics',
  method: 'GET',
  path: '/api/analytics/activity',
  access: 'admin',
  isHeavy: true,
  summary: 'Who was served what, when, from where, and how many bytes really went out; newest first.',
  query: pageQuery.pick({ limit: true, cursor: true }).extend({ fileId: fileId.optional() }),
  response: listOf(
    z.object({
      id: z.string(),
      at: z.iso.datetime(),
      userId: userId.nullable(),
      username: z.string().nullable(),
      fileId,
      fileName: z.string().nullable(),
      access: z.enum(['stream', 'download']),
      ip: z.string(),
      userAgent: z.string(),
      requests: z.int(),
      bytesServed: z.int(),
      lastAt: z.iso.datetime(),
    }),
  ),
  problems: ['request.invalid'],
});

export const analyticsEndpoints = { popular, storageSummary, activity };
