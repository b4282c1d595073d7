import { z } from 'zod';
import { defineEvent } from './event.js';
import { deviceId, fileId, playbackId, sessionId, userId } from './ids.js';
import { segment } from './playback.js';

export const segmentsPlayed = defineEvent({
  subject: 'hearth.playback.segments.played.v1',
  summary: 'A player of ours reported which seconds of a file were really played.',
  payload: z.object({
    playbackId,
    fileId,
    userId,
    sessionId,
    /** The paired device that acts for the person, if it is one. */
    deviceId: deviceId.optional(),
    /** Where the report came from, and by what. */
    ip: z.string().max(100).optional(),
    userAgent: z.string().max(1_000).optional(),
    segments: z.array(segment),
    at: z.iso.datetime(),
  }),
  publishers: ['media'],
  consumers: ['analytics'],
});

export const accessCounted = defineEvent({
  subject: 'hearth.live.analytics.access-counted.v1',
  summary: 'New accesses were counted; who shows figures may ask for them again. Not stored.',
  payload: z.object({ rows: z.int() }),
  publishers: ['analytics'],
  consumers: ['gateway'],
});

export const playbackEvents = { segmentsPlayed, accessCounted };
