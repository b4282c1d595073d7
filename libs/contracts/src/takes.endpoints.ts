import { z } from 'zod';
import { captureDeviceId, captureMode } from './capture-session.js';
import { defineEndpoint } from './endpoint.js';
import { captureSessionId, fileId, takeId } from './ids.js';
import { listOf, pageQuery } from './paging.js';
import { displayName } from './text.js';

const takeParams = z.object({ id: takeId });
const UNKNOWN = ['request.invalid', 'capture.take-not-found'] as const;

export const takeState = z.enum(['recording', 'finishing', 'ready', 'failed']);
export type TakeState = z.infer<typeof takeState>;

/** How much later a phone heard what the first one with sound heard, once their clocks put both in step. */
export const soundOffset = z.object({
  deviceId: captureDeviceId,
  /** Null where the two had nothing in common. */
  offsetMs: z.number().nullable(),
  /** 0 to 1: how alike the two sounds are. */
  likeness: z.number(),
});
export type SoundOffset = z.infer<typeof soundOffset>;

export const syncReport = z.object({
  p50Ms: z.number(),
  p95Ms: z.number(),
  maxMs: z.number(),
  alignedRatio: z.number(),
  /** A second opinion, by cross-correlation; missing where fewer than two phones had sound. */
  sound: z.array(soundOffset).optional(),
});

const clockSamples = z.array(z.tuple([z.number(), z.number(), z.number(), z.number()]));

/** Times are ms after `epoch`, by the hub's clock. Frames are counted from 0 in the order of the file. */
export const takeManifest = z.object({
  v: z.literal(1),
  epoch: z.iso.datetime(),
  epochMs: z.number(),
  devices: z.array(
    z.object({
      id: captureDeviceId,
      label: z.string(),
      file: z.string().nullable(),
      codec: z.string().nullable(),
      w: z.int().nullable(),
      h: z.int().nullable(),
      clock: z.object({
        samples: clockSamples,
        slope: z.number(),
        offset: z.number(),
        uncertaintyMs: z.number(),
      }),
      /** When each frame was taken. */
      times: z.array(z.number()),
      /** Each frame's time stamp in the file, ms: by the phone's own clock, which may run a little wrong. */
      stamps: z.array(z.number()).optional(),
    }),
  ),
  tolMs: z.number(),
  groups: z.array(z.tuple([z.number(), z.array(z.int().nullable())])),
});
export type TakeManifest = z.infer<typeof takeManifest>;

export const takeFile = z.object({
  /** Null until the library has taken it in. */
  id: fileId.nullable(),
  kind: z.enum(['video', 'manifest']),
  deviceId: captureDeviceId.nullable(),
  name: z.string(),
  folder: z.string(),
  sizeBytes: z.int(),
});

export const takeSummary = z.object({
  id: takeId,
  sessionId: captureSessionId,
  label: z.string(),
  mode: captureMode,
  state: takeState,
  startedAt: z.iso.datetime(),
  durationSec: z.number().nullable(),
  /** When it is removed; null: it is kept. */
  keepUntil: z.iso.datetime().nullable(),
  consent: z.object({ by: z.string(), at: z.iso.datetime() }),
  devices: z.array(
    z.object({
      deviceId: captureDeviceId,
      label: z.string(),
      frames: z.int(),
      dropped: z.int(),
      refused: z.int(),
    }),
  ),
  files: z.array(takeFile),
  syncReport: syncReport.nullable(),
  isCalibrated: z.boolean(),
  hasKeypoints: z.boolean(),
});
export type TakeSummary = z.infer<typeof takeSummary>;

export const take = takeSummary.extend({ manifest: takeManifest.nullable() });
export type Take = z.infer<typeof take>;

export const startTake = defineEndpoint({
  name: 'startTake',
  service: 'gateway',
  method: 'POST',
  path: '/api/capture/sessions/:id/takes',
  access: 'editor',
  summary: 'Begins a take after a countdown that every phone shows.',
  params: z.object({ id: captureSessionId }),
  body: z
    .object({
      label: displayName({ max: 100 }).optional(),
      countdownSec: z.number().min(0).max(10).default(3),
      /** Also where the phones are not in step. */
      force: z.boolean().default(false),
    })
    .optional(),
  status: 201,
  response: take,
  problems: [
    'request.invalid',
    'capture.session-not-found',
    'capture.session-ended',
    'capture.no-device',
    'capture.not-in-step',
    'capture.take-running',
    'library.offline',
  ],
});

export const stopTake = defineEndpoint({
  name: 'stopTake',
  service: 'gateway',
  method: 'POST',
  path: '/api/capture/sessions/:id/takes/:takeId/stop',
  access: 'editor',
  summary: 'Ends a take. It is ready once every phone has sent what it had, and is filed under `Captures/`.',
  params: z.object({ id: captureSessionId, takeId }),
  response: take,
  problems: [...UNKNOWN, 'capture.session-not-found'],
});

export const listTakes = defineEndpoint({
  name: 'listTakes',
  service: 'gateway',
  method: 'GET',
  path: '/api/capture/takes',
  access: 'editor',
  summary: 'The takes of whoever asks, newest first; admins see all.',
  query: pageQuery.extend({ sessionId: captureSessionId.optional() }),
  response: listOf(takeSummary),
  problems: ['request.invalid'],
});

export const getTake = defineEndpoint({
  name: 'getTake',
  service: 'gateway',
  method: 'GET',
  path: '/api/capture/takes/:id',
  access: 'editor',
  summary:
    'A take with its manifest: which frames of the phones belong together, and how far in step they are.',
  params: takeParams,
  response: take,
  problems: UNKNOWN,
});

export const changeTake = defineEndpoint({
  name: 'changeTake',
  service: 'gateway',
  method: 'PATCH',
  path: '/api/capture/takes/:id',
  access: 'editor',
  summary: 'Keeps a take for good, or lets it go after seven days again.',
  params: takeParams,
  body: z.object({ keep: z.boolean() }),
  response: take,
  problems: UNKNOWN,
});

export const deleteTake = defineEndpoint({
  name: 'deleteTake',
  service: 'gateway',
  method: 'DELETE',
  path: '/api/capture/takes/:id',
  access: 'editor',
  summary: 'Removes a take for good: its files in the library, frames, poses and rows. Says what is gone.',
  params: takeParams,
  status: 200,
  response: z.object({
    removed: z.object({
      files: z.int(),
      bytes: z.int(),
      frames: z.int(),
      keypoints: z.int(),
      calibrations: z.int(),
    }),
  }),
  problems: [...UNKNOWN, 'capture.take-not-ready', 'library.offline', 'service.unavailable'],
});

export const exportFrames = defineEndpoint({
  name: 'exportFrames',
  service: 'gateway',
  method: 'GET',
  path: '/api/capture/takes/:id/frames.zip',
  access: 'editor',
  summary: 'The frames that belong together, cut to the time that all phones share: JPEGs and `frames.json`.',
  params: takeParams,
  contentType: 'application/zip',
  problems: [...UNKNOWN, 'capture.take-not-ready'],
});

export const takesEndpoints = {
  startTake,
  stopTake,
  listTakes,
  getTake,
  changeTake,
  deleteTake,
  exportFrames,
};
