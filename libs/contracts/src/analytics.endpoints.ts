import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { fileKind } from './file.js';
import { fileId } from './ids.js';
import { text } from './text.js';

export const RANGES = ['24h', '7d', '30d', '90d', '365d', 'all'] as const;
export const range = z.enum(RANGES);
export type Range = z.infer<typeof range>;

export const POPULAR_BY = ['streams', 'downloads', 'viewers', 'watchTime', 'completions'] as const;
export const popularBy = z.enum(POPULAR_BY);
export type PopularBy = z.infer<typeof popularBy>;

/** On every list of figures: `csv` answers RFC 4180 in UTF-8 with a line of names. */
export const figuresFormat = z.enum(['json', 'csv']).default('json');

/** Which of an answer's tables `format=csv` gives. */
export const ENGAGEMENT_TABLES = ['days', 'hours'] as const;
export const STORAGE_TABLES = ['all', 'growth'] as const;
export const SEARCH_TABLES = ['all', 'nothing'] as const;

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
    by: popularBy.default('streams'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    format: figuresFormat,
    /** Fills `previous`. */
    compare: z.enum(['previous']).optional(),
  }),
  response: z.object({
    items: z.array(
      z.object({
        fileId,
        /** `Unknown file` until it is known what it is called. */
        name: z.string(),
        kind: fileKind,
        streams: z.int(),
        downloads: z.int(),
        viewers: z.int(),
        watchTimeSec: z.number(),
        /** Watch time ÷ length: how many times over it was watched. */
        completions: z.number(),
        bytesServed: z.int(),
        /** False once the file has left the library. */
        inLibrary: z.boolean(),
        /** What the file had in the range before; null unless asked for, and where the range is all of time. */
        previous: z
          .object({
            streams: z.int(),
            downloads: z.int(),
            viewers: z.int(),
            watchTimeSec: z.number(),
            completions: z.number(),
          })
          .nullable(),
      }),
    ),
  }),
  problems: ['request.invalid'],
});

const engagementFigures = z.object({
  sessions: z.int(),
  /** Of the time from a stream's begin to its last sign of life; null without any. */
  medianSessionSec: z.number().nullable(),
  watchTimeSec: z.number(),
  downloads: z.int(),
  bytesServed: z.int(),
});

export const engagement = defineEndpoint({
  name: 'engagement',
  service: 'analytics',
  method: 'GET',
  path: '/api/analytics/users/engagement',
  access: 'admin',
  summary: 'How many people and devices were active on each day, and how much was streamed when.',
  query: z.object({
    range: range.default('30d'),
    format: figuresFormat,
    table: z.enum(ENGAGEMENT_TABLES).default('days'),
  }),
  response: engagementFigures.extend({
    /** Days of the house's time zone, oldest first; one without anybody is left out. */
    activeUsers: z.array(
      z.object({
        day: z.iso.date(),
        users: z.int(),
        devices: z.int(),
        sessions: z.int(),
        watchTimeSec: z.number(),
      }),
    ),
    /** Streams that began in each hour of the house's clock; Monday first. */
    byHour: z.array(z.array(z.int()).length(24)).length(7),
    /** The same of the range before; null where the range is all of time. */
    previous: engagementFigures.nullable(),
    timeZone: z.string(),
  }),
  problems: ['request.invalid'],
});

export const heatmap = defineEndpoint({
  name: 'heatmap',
  service: 'analytics',
  method: 'GET',
  path: '/api/analytics/heatmap',
  access: 'editor',
  summary: 'Which parts of a file are played most. Editors see those of the files they brought in.',
  query: z.object({
    fileId,
    buckets: z.coerce.number().int().min(1).max(1_000).default(100),
    format: figuresFormat,
  }),
  response: z.object({
    fileId,
    durationSec: z.number().nullable(),
    /** A half-watched bucket counts for a half. Empty for files without a length. */
    buckets: z.array(z.object({ fromSec: z.number(), toSec: z.number(), plays: z.number() })),
    peak: z.number(),
    /** `estimated`: nobody played it with a player of ours; made of the bytes that were sent. */
    source: z.enum(['played', 'estimated']),
    /** The stretch that stands out, if one does. */
    mostReplayed: z.object({ fromSec: z.number(), toSec: z.number(), plays: z.number() }).nullable(),
    /** How often each part of the file was sent to players of others; null where none was. */
    bytes: z
      .object({
        sizeBytes: z.int(),
        buckets: z.array(z.object({ fromByte: z.number(), toByte: z.number(), plays: z.number() })),
      })
      .nullable(),
  }),
  problems: ['request.invalid', 'file.not-found', 'auth.forbidden'],
});

const sum = z.object({ files: z.int(), sizeBytes: z.int() });

export const storageSummary = defineEndpoint({
  name: 'storageSummary',
  service: 'analytics',
  method: 'GET',
  path: '/api/analytics/storage/summary',
  access: 'admin',
  isHeavy: true,
  summary: 'How much the library holds, by type, device and folder, and how it grew each day.',
  query: z.object({
    /** Whose folders are told; those at the top without it. */
    under: text({ max: 4_096 }).default(''),
    format: figuresFormat,
    table: z.enum(STORAGE_TABLES).default('all'),
  }),
  response: z.object({
    totalBytes: z.int(),
    totalFiles: z.int(),
    byType: z.array(sum.extend({ kind: fileKind })),
    byDevice: z.array(sum.extend({ deviceId: z.string().nullable() })),
    /** With all that lies below them, the largest first, at most 200. What lies in `under` itself has its name. */
    byFolder: z.array(sum.extend({ folder: z.string() })),
    /** The last 90 days of the house's time zone, oldest first; a day without change is left out. */
    growth: z.array(
      z.object({
        day: z.iso.date(),
        addedFiles: z.int(),
        addedBytes: z.int(),
        removedFiles: z.int(),
        removedBytes: z.int(),
        /** At the day's end. */
        totalBytes: z.int(),
      }),
    ),
    /** Of the library's disk; null when it is not known. */
    freeBytes: z.int().nullable(),
    /** By the mean of the last 30 days; null when nothing grows or the disk's size is not known. */
    daysUntilFull: z.number().nullable(),
  }),
  problems: ['request.invalid'],
});

export const neverWatched = defineEndpoint({
  name: 'neverWatched',
  service: 'analytics',
  method: 'GET',
  path: '/api/analytics/storage/never-watched',
  access: 'admin',
  summary: 'The largest files that nobody ever streamed, watched or downloaded.',
  query: z.object({
    olderThanDays: z.coerce.number().int().min(0).max(3_650).default(30),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    format: figuresFormat,
  }),
  response: z.object({
    items: z.array(
      z.object({
        fileId,
        name: z.string(),
        folder: z.string(),
        kind: fileKind,
        sizeBytes: z.int(),
        addedAt: z.iso.datetime(),
      }),
    ),
  }),
  problems: ['request.invalid'],
});

const search = z.object({
  query: z.string(),
  times: z.int(),
  /** How many the last of these searches found, as far as they were counted. */
  results: z.int(),
  foundNothing: z.int(),
  lastAt: z.iso.datetime(),
});

export const searchInsights = defineEndpoint({
  name: 'searchInsights',
  service: 'analytics',
  method: 'GET',
  path: '/api/analytics/search-insights',
  access: 'admin',
  summary: 'What is searched for: the most alike to `query`, or the most frequent; and what found nothing.',
  query: z.object({
    query: text({ max: 200 }).trim().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    format: figuresFormat,
    table: z.enum(SEARCH_TABLES).default('all'),
  }),
  response: z.object({ items: z.array(search), foundNothing: z.array(search) }),
  problems: ['request.invalid'],
});

export const analyticsEndpoints = {
  popular,
  engagement,
  heatmap,
  storageSummary,
  neverWatched,
  searchInsights,
};
