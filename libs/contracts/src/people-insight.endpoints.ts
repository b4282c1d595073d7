import { z } from 'zod';
import { figuresFormat, range } from './analytics.endpoints.js';
import { defineEndpoint } from './endpoint.js';
import { fileKind } from './file.js';
import { deviceId, fileId, playbackId, sessionId, userId } from './ids.js';
import { listOf, pageQuery } from './paging.js';
import { segment } from './playback.js';

/** Which of an answer's tables `format=csv` gives. */
export const FILE_TABLES = ['sessions', 'people', 'dropOff', 'shares'] as const;
export const PERSON_TABLES = ['files', 'days', 'devices', 'sessions'] as const;
export const DEVICE_TABLES = ['files', 'people', 'sessions'] as const;

const access = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  userId: userId.nullable(),
  username: z.string().nullable(),
  fileId,
  fileName: z.string().nullable(),
  access: z.enum(['stream', 'download']),
  ip: z.string(),
  userAgent: z.string(),
  deviceId: deviceId.nullable(),
  shareId: z.string().nullable(),
  requests: z.int(),
  bytesServed: z.int(),
  /** What a player of ours played; 0 for those of others, whose `shareSent` tells how much of the file went out. */
  playedSec: z.number(),
  shareSent: z.number().nullable(),
  lastAt: z.iso.datetime(),
});

export const activity = defineEndpoint({
  name: 'activity',
  service: 'analytics',
  method: 'GET',
  path: '/api/analytics/activity',
  access: 'viewer',
  summary:
    'Who was served what, when, from where, and how many bytes really went out; newest first. Who is no admin sees their own.',
  query: pageQuery.pick({ limit: true, cursor: true }).extend({
    fileId: fileId.optional(),
    /** Of one person: who is no admin may name themselves alone. */
    userId: userId.optional(),
    deviceId: deviceId.optional(),
    format: figuresFormat.optional(),
  }),
  response: listOf(access),
  problems: ['request.invalid', 'auth.forbidden'],
});

/** What was had in the range of the same length before. */
const hadBefore = z.object({
  streams: z.int(),
  downloads: z.int(),
  watchTimeSec: z.number(),
  bytesServed: z.int(),
});

export const fileInsight = defineEndpoint({
  name: 'fileInsight',
  service: 'analytics',
  method: 'GET',
  path: '/api/analytics/files/:id',
  access: 'viewer',
  summary:
    'Who had a file, when and from where, and how far they got. Admins see all, editors of the files they brought in; everyone sees their own.',
  params: z.object({ id: fileId }),
  query: z.object({
    range: range.default('all'),
    format: figuresFormat,
    table: z.enum(FILE_TABLES).default('sessions'),
  }),
  response: z.object({
    fileId,
    name: z.string().nullable(),
    kind: fileKind,
    durationSec: z.number().nullable(),
    inLibrary: z.boolean(),
    /** Whether these are all people's figures, or the caller's alone. */
    scope: z.enum(['all', 'own']),
    streams: z.int(),
    downloads: z.int(),
    viewers: z.int(),
    watchTimeSec: z.number(),
    completions: z.number(),
    bytesServed: z.int(),
    /** The same of the range before; null where the range is all of time. */
    previous: hadBefore.extend({ viewers: z.int(), completions: z.number() }).nullable(),
    people: z.array(
      z.object({
        userId: userId.nullable(),
        username: z.string().nullable(),
        streams: z.int(),
        downloads: z.int(),
        watchTimeSec: z.number(),
        lastAt: z.iso.datetime(),
      }),
    ),
    /** How many of a hundred viewers were still there at each twentieth of the file, by their furthest second. */
    dropOff: z.array(z.object({ atSec: z.number(), share: z.number() })),
    shares: z.array(z.object({ shareId: z.string(), streams: z.int(), downloads: z.int() })),
    sessions: z.array(access),
  }),
  problems: ['request.invalid', 'file.not-found'],
});

const fileFigures = z.object({
  fileId,
  name: z.string().nullable(),
  kind: fileKind,
  streams: z.int(),
  downloads: z.int(),
  watchTimeSec: z.number(),
  lastAt: z.iso.datetime(),
});

export const personInsight = defineEndpoint({
  name: 'personInsight',
  service: 'analytics',
  method: 'GET',
  path: '/api/analytics/users/:id',
  access: 'viewer',
  summary: 'What a person had, when and for how long. Admins may ask for all, everyone for themselves.',
  params: z.object({ id: userId }),
  query: z.object({
    range: range.default('30d'),
    format: figuresFormat,
    table: z.enum(PERSON_TABLES).default('files'),
  }),
  response: z.object({
    userId,
    username: z.string().nullable(),
    streams: z.int(),
    downloads: z.int(),
    watchTimeSec: z.number(),
    bytesServed: z.int(),
    /** The same of the range before; null where the range is all of time, or names of the one before are not kept any more. */
    previous: hadBefore.nullable(),
    files: z.array(fileFigures),
    /** Days of the house's time zone, oldest first; one without anything is left out. */
    days: z.array(
      z.object({ day: z.iso.date(), streams: z.int(), downloads: z.int(), watchTimeSec: z.number() }),
    ),
    devices: z.array(
      z.object({
        device: z.string(),
        deviceId: deviceId.nullable(),
        sessions: z.int(),
        lastAt: z.iso.datetime(),
      }),
    ),
    sessions: z.array(access),
    /** Whether new figures bear their name. */
    isNamed: z.boolean(),
    namesKeptDays: z.int(),
  }),
  problems: ['request.invalid', 'auth.forbidden'],
});

export const deviceInsight = defineEndpoint({
  name: 'deviceInsight',
  service: 'analytics',
  method: 'GET',
  path: '/api/analytics/devices/:id',
  access: 'viewer',
  summary:
    'What was had on a paired device, when and for how long. Admins see all, everyone what they had on it.',
  params: z.object({ id: deviceId }),
  query: z.object({
    range: range.default('30d'),
    format: figuresFormat,
    table: z.enum(DEVICE_TABLES).default('files'),
  }),
  /** Of single streams and downloads, which are kept for a time: figures older than that are not told by device. */
  response: z.object({
    deviceId,
    scope: z.enum(['all', 'own']),
    streams: z.int(),
    downloads: z.int(),
    watchTimeSec: z.number(),
    bytesServed: z.int(),
    /** The same of the range before; null where the range is all of time, or names of the one before are not kept any more. */
    previous: hadBefore.nullable(),
    files: z.array(fileFigures),
    people: z.array(
      z.object({
        userId: userId.nullable(),
        username: z.string().nullable(),
        streams: z.int(),
        downloads: z.int(),
        watchTimeSec: z.number(),
        lastAt: z.iso.datetime(),
      }),
    ),
    sessions: z.array(access),
  }),
  problems: ['request.invalid'],
});

export const forgetHistory = defineEndpoint({
  name: 'forgetHistory',
  service: 'analytics',
  method: 'DELETE',
  path: '/api/analytics/users/:id/history',
  access: 'viewer',
  summary: 'Takes a person’s name off all that was counted; the counts stay. That person or an admin.',
  params: z.object({ id: userId }),
  problems: ['auth.forbidden'],
});

export const changePrivacy = defineEndpoint({
  name: 'changePrivacy',
  service: 'analytics',
  method: 'PATCH',
  path: '/api/analytics/users/:id',
  access: 'viewer',
  summary: 'Whether a person is counted by name from now on. That person or an admin.',
  params: z.object({ id: userId }),
  body: z.object({ isNamed: z.boolean() }),
  problems: ['request.invalid', 'auth.forbidden'],
});

export const nowPlaying = defineEndpoint({
  name: 'nowPlaying',
  service: 'analytics',
  method: 'GET',
  path: '/api/analytics/now-playing',
  access: 'viewer',
  summary: 'What is being played at this moment. Admins see all, everyone their own.',
  query: z.object({ format: figuresFormat }),
  response: z.object({
    items: z.array(
      z.object({
        fileId,
        fileName: z.string().nullable(),
        kind: fileKind,
        userId: userId.nullable(),
        username: z.string().nullable(),
        deviceId: deviceId.nullable(),
        ip: z.string(),
        userAgent: z.string(),
        startedAt: z.iso.datetime(),
        lastAt: z.iso.datetime(),
        /** Where a player of ours is, by its last report. */
        positionSec: z.number().nullable(),
        durationSec: z.number().nullable(),
        bytesServed: z.int(),
      }),
    ),
  }),
  problems: ['request.invalid'],
});

export const ingestedEvent = z.object({
  type: z.literal('played'),
  /** Told again under the same id it counts once. */
  id: z.uuid(),
  playbackId,
  fileId,
  userId,
  sessionId: sessionId.optional(),
  deviceId: deviceId.optional(),
  segments: z.array(segment).min(1).max(500),
  at: z.iso.datetime(),
});

export const ingest = defineEndpoint({
  name: 'ingest',
  service: 'analytics',
  method: 'POST',
  path: '/api/analytics/ingest',
  access: 'service',
  summary: 'Takes what other services know to have been played. The service token alone lets in.',
  // A thousand of them, each with a handful of stretches.
  maxBodyBytes: 1024 ** 2,
  body: z.object({ events: z.array(ingestedEvent).min(1).max(1_000) }),
  status: 202,
  response: z.object({ accepted: z.int() }),
  problems: ['request.invalid', 'auth.forbidden'],
});

export const retract = defineEndpoint({
  name: 'retract',
  service: 'analytics',
  method: 'POST',
  path: '/api/analytics/retract',
  access: 'service',
  summary:
    'Takes back all that was ever counted of these files, as if nobody had had them; what stays of other files is exactly that. The service token alone lets in.',
  body: z.object({ fileIds: z.array(fileId).min(1).max(1_000) }),
  status: 204,
  problems: ['request.invalid', 'auth.forbidden'],
});

export const peopleInsightEndpoints = {
  activity,
  fileInsight,
  personInsight,
  deviceInsight,
  forgetHistory,
  changePrivacy,
  nowPlaying,
  ingest,
  retract,
};
