import { z } from 'zod';
import { captureSessionId, takeId } from './ids.js';
import { displayName, text } from './text.js';

export const captureMode = z.enum(['single', '3d']);
export type CaptureMode = z.infer<typeof captureMode>;

/** Chosen by the phone, and kept by it for as long as it wants to be known as the same. */
export const captureDeviceId = z
  .string()
  .regex(/^[\w.:-]{1,100}$/, 'must be 1 to 100 letters, digits or . : _ -');

/** What a phone says of itself; more than this is let by and forgotten. */
export const captureMetadata = z.object({
  label: displayName({ max: 60 }).optional(),
  model: displayName({ max: 100 }).optional(),
  platform: displayName({ max: 100 }).optional(),
  userAgent: text({ max: 1000 }).optional(),
  width: z.int().min(1).max(10_000).optional(),
  height: z.int().min(1).max(10_000).optional(),
  fps: z.number().min(1).max(240).optional(),
});
export type CaptureMetadata = z.infer<typeof captureMetadata>;

export const captureTransport = z.enum(['webrtc', 'websocket', 'http']);
export type CaptureTransport = z.infer<typeof captureTransport>;

/** `joined`: known, its clock is not. `gone`: it left; `lost`: it fell silent and may come back. */
export const captureDeviceState = z.enum(['joined', 'ready', 'recording', 'lost', 'gone']);

export const captureDevice = z.object({
  deviceId: captureDeviceId,
  label: z.string(),
  model: z.string().nullable(),
  state: captureDeviceState,
  transport: captureTransport.nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** Pictures a second over the last seconds. */
  fps: z.number(),
  /** 0 to 1, where the browser says it. */
  battery: z.number().nullable(),
  /** Hub minus phone. */
  offsetMs: z.number().nullable(),
  uncertaintyMs: z.number().nullable(),
  framesReceived: z.int(),
  framesDropped: z.int(),
  framesRefused: z.int(),
});
export type CaptureDevice = z.infer<typeof captureDevice>;

export const captureSession = z.object({
  sessionId: captureSessionId,
  mode: captureMode,
  label: z.string().nullable(),
  expectedDevices: z.int(),
  createdAt: z.iso.datetime(),
  /** Of the code; phones that have joined stay. */
  expiresAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  devices: z.array(captureDevice),
  /** How far apart the phones' newest pictures are; null while less than two send. */
  skewMs: z.number().nullable(),
  /** The take that is being recorded, with the moment of its start by the hub's clock. */
  take: z.object({ takeId, startsAtMs: z.number(), state: z.enum(['recording', 'finishing']) }).nullable(),
});
export type CaptureSession = z.infer<typeof captureSession>;

/** Above this the director is warned, */
export const SKEW_WARNING_MS = 100;
/** and above this a take is not begun. */
export const SKEW_LIMIT_MS = 200;
