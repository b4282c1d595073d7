import { z } from 'zod';
import { captureDeviceId, captureMetadata, captureMode, captureSession } from './capture-session.js';
import { defineEndpoint } from './endpoint.js';
import { captureSessionId } from './ids.js';
import { displayName } from './text.js';

const sessionParams = z.object({ id: captureSessionId });
const token = z.string().min(1).max(4000);
const TOKEN_PROBLEMS = [
  'request.invalid',
  'capture.token-invalid',
  'capture.token-expired',
  'capture.session-ended',
  'request.rate-limited',
] as const;
const STREAM_PROBLEMS = ['auth.required', 'capture.token-invalid', 'capture.session-ended'] as const;

export const createCaptureSession = defineEndpoint({
  name: 'createCaptureSession',
  service: 'gateway',
  method: 'POST',
  path: '/api/capture/sessions',
  access: 'editor',
  summary:
    'Opens a session for one to four phones that film together. Those who will be seen have agreed: `consent` must be true.',
  body: z.object({
    mode: captureMode,
    expectedDevices: z.int().min(1).max(4),
    consent: z.literal(true),
    label: displayName({ max: 100 }).optional(),
    tokenTtlSec: z.int().min(300).max(3600).default(600),
  }),
  status: 201,
  response: z.object({
    sessionId: captureSessionId,
    pairingUrl: z.url(),
    pairingToken: z.string(),
    qrSvg: z.string(),
    expiresAt: z.iso.datetime(),
  }),
  problems: ['request.invalid', 'capture.too-many-sessions'],
});

export const validateCaptureToken = defineEndpoint({
  name: 'validateCaptureToken',
  service: 'gateway',
  method: 'GET',
  path: '/api/capture/validate',
  access: 'open',
  summary: 'What a phone would join with this code. Does not use it up.',
  query: z.object({ token }),
  response: z.object({
    valid: z.literal(true),
    sessionId: captureSessionId,
    mode: captureMode,
    label: z.string().nullable(),
    expectedDevices: z.int(),
    registeredDevices: z.int(),
    expiresAt: z.iso.datetime(),
  }),
  problems: TOKEN_PROBLEMS,
});

export const registerCaptureDevice = defineEndpoint({
  name: 'registerCaptureDevice',
  service: 'gateway',
  method: 'POST',
  path: '/api/capture/devices',
  access: 'open',
  summary:
    'Joins with a code, once per device. `streamToken` is for everything that the phone sends from then on.',
  body: z.object({ token, deviceId: captureDeviceId, metadata: captureMetadata.default({}) }),
  status: 201,
  response: z.object({
    deviceId: captureDeviceId,
    sessionId: captureSessionId,
    registered: z.literal(true),
    streamToken: z.string(),
    wsUrl: z.string(),
    signalingUrl: z.string(),
    /** The copy of the gateway that keeps the session. */
    gatewayId: z.string(),
  }),
  problems: [...TOKEN_PROBLEMS, 'capture.device-registered', 'capture.session-full'],
});

export const getCaptureSession = defineEndpoint({
  name: 'getCaptureSession',
  service: 'gateway',
  method: 'GET',
  path: '/api/capture/sessions/:id',
  access: 'editor',
  summary: 'A session with its phones: state, transport, clock, frames. Whoever opened it, or an admin.',
  params: sessionParams,
  response: captureSession,
  problems: ['request.invalid', 'capture.session-not-found'],
});

export const watchCaptureSession = defineEndpoint({
  name: 'watchCaptureSession',
  service: 'gateway',
  method: 'POST',
  path: '/api/capture/sessions/:id/watch',
  access: 'editor',
  summary:
    'A token for the hello of a director’s browser, which cannot read its cookies. Good for 15 minutes.',
  params: sessionParams,
  response: z.object({ token: z.string() }),
  problems: ['request.invalid', 'capture.session-not-found'],
});

export const endCaptureSession = defineEndpoint({
  name: 'endCaptureSession',
  service: 'gateway',
  method: 'DELETE',
  path: '/api/capture/sessions/:id',
  access: 'editor',
  summary: 'Ends a session: its phones are told and let go, a take that runs is stopped. Takes stay.',
  params: sessionParams,
  problems: ['request.invalid', 'capture.session-not-found'],
});

export const captureNtpSync = defineEndpoint({
  name: 'captureNtpSync',
  service: 'gateway',
  method: 'POST',
  path: '/api/capture/ntp-sync',
  access: 'open',
  summary: 'One round of the clock: both times of the hub, ms since 1970 with fractions.',
  body: z.object({ clientSentAt: z.number() }),
  response: z.object({ clientSentAt: z.number(), serverReceivedAt: z.number(), serverSentAt: z.number() }),
  problems: ['request.invalid', 'request.rate-limited'],
});

export const offerCaptureStream = defineEndpoint({
  name: 'offerCaptureStream',
  service: 'gateway',
  method: 'POST',
  path: '/api/capture/offer',
  access: 'ticket',
  maxBodyBytes: 96 * 1024,
  summary:
    'WebRTC signalling (bearer streamToken): the answer holds all candidates. Envelopes go over a data channel of any name.',
  body: z.object({
    sdp: z
      .string()
      .min(1)
      .max(64 * 1024),
    type: z.literal('offer'),
  }),
  response: z.object({ sdp: z.string(), type: z.literal('answer') }),
  problems: ['request.invalid', 'capture.no-webrtc', 'request.rate-limited', ...STREAM_PROBLEMS],
});

/** The body is one JPEG; or, as `application/octet-stream`, envelopes each behind its length. */
export const sendCaptureFrame = defineEndpoint({
  name: 'sendCaptureFrame',
  service: 'gateway',
  method: 'POST',
  path: '/api/capture/frames',
  access: 'ticket',
  maxBodyBytes: 1024 ** 2,
  summary:
    'The last resort (bearer streamToken): one picture as image/jpeg with `seq` and `capturedAt` (ms of the phone’s clock), or packed envelopes as application/octet-stream.',
  query: z.object({
    seq: z.coerce.number().int().min(0).max(0xffff_ffff).optional(),
    capturedAt: z.coerce.number().min(1e12).max(1e13).optional(),
  }),
  response: z.object({ received: z.int(), lastSeq: z.int().nullable() }),
  problems: [
    'request.invalid',
    'capture.frame-invalid',
    'request.too-large',
    'request.unsupported-media-type',
    'request.rate-limited',
    ...STREAM_PROBLEMS,
  ],
});

export const captureEndpoints = {
  createCaptureSession,
  validateCaptureToken,
  registerCaptureDevice,
  getCaptureSession,
  watchCaptureSession,
  endCaptureSession,
  captureNtpSync,
  offerCaptureStream,
  sendCaptureFrame,
};
