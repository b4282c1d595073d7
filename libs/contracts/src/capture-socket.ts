import { z } from 'zod';
import { MAX_CAPTURE_ENVELOPE_BYTES } from './capture-envelope.js';
import { captureSession, captureTransport } from './capture-session.js';
import { captureSessionId, takeId } from './ids.js';
import { PROBLEM_CODES } from './problems.js';
import { defineSocket } from './socket.js';

const time = z.number().min(0).max(1e13);

/** From a phone or a director. A director with cookies needs no token, and says which session it looks at. */
export const captureRequest = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    token: z.string().max(4000).optional(),
    sessionId: captureSessionId.optional(),
  }),
  z.object({ type: z.literal('clock'), clientSentAt: time }),
  /** Of each round the four times of NTP, for the offsets to be computed again after a take. */
  z.object({
    type: z.literal('samples'),
    samples: z
      .array(
        z.object({
          clientSentAt: time,
          serverReceivedAt: time,
          serverSentAt: time,
          clientReceivedAt: time,
        }),
      )
      .min(1)
      .max(64),
  }),
  z.object({
    type: z.literal('status'),
    battery: z.number().min(0).max(1).optional(),
    width: z.int().min(1).max(10_000).optional(),
    height: z.int().min(1).max(10_000).optional(),
    framesDropped: z.int().min(0).optional(),
    transport: captureTransport.optional(),
  }),
  z.object({ type: z.literal('leave') }),
  z.object({ type: z.literal('ping') }),
]);
export type CaptureRequest = z.infer<typeof captureRequest>;

export const captureMessage = z.discriminatedUnion('type', [
  /** To a phone: what it may forget of its ring, and where to go on. */
  z.object({
    type: z.literal('welcome'),
    as: z.enum(['phone', 'director']),
    sessionId: captureSessionId,
    /** The newest envelope that is kept; null before the first. */
    lastSeq: z.number().nullable(),
    serverTimeMs: z.number(),
  }),
  z.object({
    type: z.literal('clock'),
    clientSentAt: z.number(),
    serverReceivedAt: z.number(),
    serverSentAt: z.number(),
  }),
  /** All up to this one are kept. */
  z.object({ type: z.literal('ack'), lastSeq: z.number() }),
  /** Both times are of the hub's clock. */
  z.object({ type: z.literal('record'), takeId, startsAtMs: z.number() }),
  z.object({ type: z.literal('stop'), takeId, stopsAtMs: z.number() }),
  /** Somebody has begun to look: send a key frame soon. */
  z.object({ type: z.literal('key-frame') }),
  z.object({ type: z.literal('session'), session: captureSession }),
  z.object({ type: z.literal('refused'), code: z.enum(PROBLEM_CODES), detail: z.string().optional() }),
  z.object({ type: z.literal('ended') }),
  z.object({ type: z.literal('pong') }),
]);
export type CaptureMessage = z.infer<typeof captureMessage>;

export const captureSocket = defineSocket({
  name: 'capture',
  path: '/ws/capture',
  access: 'open',
  summary:
    'Phones and directors. The first message is a hello with a streamToken, or a director’s token; then frames go as binary envelopes, all else as JSON.',
  fromClient: captureRequest,
  fromServer: captureMessage,
  binary: true,
  maxMessageBytes: MAX_CAPTURE_ENVELOPE_BYTES,
});
