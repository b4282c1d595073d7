/**
 * One frame on its way from a phone, whatever carries it (data channel, WebSocket, HTTP), big-endian:
 * `[u8 version][u8 kind][u32 seq][f64 capturedAtMs][u16 descLen][desc][payload]`.
 *
 * `seq` grows by one with each envelope of a device, pictures and sound together. `capturedAtMs` is of the phone's own clock
 * (`performance.timeOrigin + performance.now()`). `desc` is JSON in UTF-8 and may be empty; it goes with each key frame.
 */
export const CAPTURE_ENVELOPE_VERSION = 1;
export const CAPTURE_HEADER_BYTES = 16;
/** One message between two gateways has to hold it, and theirs end at 1 MiB. */
export const MAX_CAPTURE_ENVELOPE_BYTES = 1024 ** 2 - 8 * 1024;
const MAX_DESC_BYTES = 4 * 1024;

/** H.264 is in the Annex B form, with its parameter sets in front of each key frame (ITU-T H.264, annex B). */
export const CAPTURE_KINDS = { h264Key: 1, h264Delta: 2, jpeg: 3, opus: 4, aac: 5 } as const;
export type CaptureKind = (typeof CAPTURE_KINDS)[keyof typeof CAPTURE_KINDS];

/** What a decoder must know. A director also gets `deviceId` here, of the phone that the frame is from. */
export interface CaptureDescription {
  readonly codec?: string;
  readonly width?: number;
  readonly height?: number;
  readonly sampleRate?: number;
  readonly channels?: number;
  readonly deviceId?: string;
}

export interface CaptureEnvelope {
  readonly kind: CaptureKind;
  readonly seq: number;
  readonly capturedAtMs: number;
  readonly desc: CaptureDescription;
  readonly payload: Uint8Array;
}

const KINDS: ReadonlySet<number> = new Set(Object.values(CAPTURE_KINDS));
/** Between 2001 and 2286: what is outside is no clock of a phone. */
const OLDEST_MS = 1e12;
const NEWEST_MS = 1e13;

export const isSound = (kind: CaptureKind): boolean =>
  kind === CAPTURE_KINDS.opus || kind === CAPTURE_KINDS.aac;
/** Whether decoding can begin with it. */
export const isKeyFrame = (kind: CaptureKind): boolean =>
  kind === CAPTURE_KINDS.h264Key || kind === CAPTURE_KINDS.jpeg;

export function encodeEnvelope({ kind, seq, capturedAtMs, desc, payload }: CaptureEnvelope): Uint8Array {
  const text =
    Object.keys(desc).length === 0 ? new Uint8Array() : new TextEncoder().encode(JSON.stringify(desc));
  const bytes = new Uint8Array(CAPTURE_HEADER_BYTES + text.length + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, CAPTURE_ENVELOPE_VERSION);
  view.setUint8(1, kind);
  view.setUint32(2, seq);
  view.setFloat64(6, capturedAtMs);
  view.setUint16(14, text.length);
  bytes.set(text, CAPTURE_HEADER_BYTES);
  bytes.set(payload, CAPTURE_HEADER_BYTES + text.length);
  return bytes;
}

/** Undefined when it is no envelope, or its payload is not what its kind says. The payload is a view of the same bytes. */
export function findEnvelope(bytes: Uint8Array): CaptureEnvelope | undefined {
  if (bytes.length <= CAPTURE_HEADER_BYTES || bytes.length > MAX_CAPTURE_ENVELOPE_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = view.getUint8(1);
  const capturedAtMs = view.getFloat64(6);
  const descEnd = CAPTURE_HEADER_BYTES + view.getUint16(14);
  if (view.getUint8(0) !== CAPTURE_ENVELOPE_VERSION || !KINDS.has(kind)) return undefined;
  if (!(capturedAtMs > OLDEST_MS && capturedAtMs < NEWEST_MS)) return undefined;
  if (descEnd >= bytes.length || descEnd - CAPTURE_HEADER_BYTES > MAX_DESC_BYTES) return undefined;
  const desc = findDescription(bytes.subarray(CAPTURE_HEADER_BYTES, descEnd));
  const payload = bytes.subarray(descEnd);
  if (!desc || !looksLike(kind as CaptureKind, payload)) return undefined;
  return { kind: kind as CaptureKind, seq: view.getUint32(2), capturedAtMs, desc, payload };
}

function findDescription(bytes: Uint8Array): CaptureDescription | undefined {
  if (bytes.length === 0) return {};
  try {
    const desc: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isDescription(desc) ? desc : undefined;
  } catch {
    return undefined;
  }
}

const isText = (value: unknown) => value === undefined || (typeof value === 'string' && value.length <= 100);
const isCount = (value: unknown) =>
  value === undefined || (Number.isInteger(value) && Number(value) > 0 && Number(value) <= 200_000);

function isDescription(value: unknown): value is CaptureDescription {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { codec, deviceId, width, height, sampleRate, channels } = value as Record<string, unknown>;
  return [codec, deviceId].every(isText) && [width, height, sampleRate, channels].every(isCount);
}

/** By its first bytes alone: a JPEG begins with SOI and a marker, Annex B with a start code. */
function looksLike(kind: CaptureKind, payload: Uint8Array): boolean {
  if (isSound(kind)) return payload.length <= 64 * 1024;
  if (kind === CAPTURE_KINDS.jpeg) return isJpeg(payload);
  const [a, b, c, d] = payload;
  return a === 0 && b === 0 && (c === 1 || (c === 0 && d === 1));
}

/** Whether it begins and ends as a JPEG does (ITU-T T.81, annex B: SOI … EOI). */
export function isJpeg(bytes: Uint8Array): boolean {
  if (bytes.length < 100 || bytes[0] !== 0xff || bytes[1] !== 0xd8 || bytes[2] !== 0xff) return false;
  // Some encoders pad what follows the end.
  for (let at = bytes.length - 1; at > bytes.length - 16; at -= 1) {
    if (bytes[at] === 0xd9 && bytes[at - 1] === 0xff) return true;
    if (bytes[at] !== 0 && bytes[at] !== 0xff) return false;
  }
  return false;
}

/** Several envelopes in one body, each behind its length: `[u32 length][envelope]…`. */
export function packEnvelopes(envelopes: readonly Uint8Array[]): Uint8Array {
  const packed = new Uint8Array(envelopes.reduce((sum, { length }) => sum + 4 + length, 0));
  const view = new DataView(packed.buffer);
  let at = 0;
  for (const envelope of envelopes) {
    view.setUint32(at, envelope.length);
    packed.set(envelope, at + 4);
    at += 4 + envelope.length;
  }
  return packed;
}

/** What was packed; one that is cut off at the end is left out. */
export function unpackEnvelopes(packed: Uint8Array): Uint8Array[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const envelopes: Uint8Array[] = [];
  for (let at = 0; at + 4 <= packed.length;) {
    const end = at + 4 + view.getUint32(at);
    if (end > packed.length) break;
    envelopes.push(packed.subarray(at + 4, end));
    at = end;
  }
  return envelopes;
}
