import { describe, expect, it } from '@jest/globals';
import {
  CAPTURE_KINDS,
  encodeEnvelope,
  findEnvelope,
  MAX_CAPTURE_ENVELOPE_BYTES,
  packEnvelopes,
  unpackEnvelopes,
} from './capture-envelope.js';

const KEY = Uint8Array.of(0, 0, 0, 1, 0x67, 1, 2, 3);
const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, ...new Array<number>(100).fill(7), 0xff, 0xd9);
const AT = 1_795_000_000_123.456;
const key = {
  kind: CAPTURE_KINDS.h264Key,
  seq: 4_000_000_000,
  capturedAtMs: AT,
  desc: { codec: 'avc1.42001f', width: 1280, height: 720 },
  payload: KEY,
};

/** A good envelope with one byte, or its end, changed. */
function spoilt(change: (bytes: Uint8Array) => Uint8Array | void): Uint8Array {
  const bytes = encodeEnvelope(key);
  return change(bytes) ?? bytes;
}

describe('an envelope', () => {
  it.each([
    ['a key frame', key],
    [
      'a delta frame',
      { ...key, kind: CAPTURE_KINDS.h264Delta, desc: {}, payload: Uint8Array.of(0, 0, 1, 0x41) },
    ],
    ['a picture', { ...key, kind: CAPTURE_KINDS.jpeg, payload: JPEG }],
    [
      'sound',
      {
        ...key,
        kind: CAPTURE_KINDS.opus,
        desc: { sampleRate: 48_000, channels: 1 },
        payload: Uint8Array.of(9),
      },
    ],
  ])('of %s is read as it was written', (_, envelope) => {
    expect(findEnvelope(encodeEnvelope(envelope))).toEqual(envelope);
  });

  it('is laid out as promised, big-endian', () => {
    const view = new DataView(encodeEnvelope(key).buffer);
    expect([view.getUint8(0), view.getUint8(1), view.getUint32(2), view.getFloat64(6)]).toEqual([
      1,
      1,
      4_000_000_000,
      AT,
    ]);
  });

  it('is read from the midst of a larger buffer', () => {
    const bytes = encodeEnvelope(key);
    const larger = new Uint8Array(bytes.length + 9);
    larger.set(bytes, 5);
    expect(findEnvelope(larger.subarray(5, 5 + bytes.length))?.payload).toEqual(KEY);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a header alone', spoilt((bytes) => bytes.subarray(0, 16))],
    ['another version', spoilt((bytes) => void (bytes[0] = 2))],
    ['an unknown kind', spoilt((bytes) => void (bytes[1] = 99))],
    ['a time that is none', spoilt((bytes) => void new DataView(bytes.buffer).setFloat64(6, Number.NaN))],
    ['a time before 2001', spoilt((bytes) => void new DataView(bytes.buffer).setFloat64(6, 5))],
    [
      'a description longer than all',
      spoilt((bytes) => void new DataView(bytes.buffer).setUint16(14, 60_000)),
    ],
    ['a description that is not JSON', spoilt((bytes) => void (bytes[16] = 0))],
    ['a description of other things', encodeEnvelope({ ...key, desc: { width: -1 } })],
    ['a payload without a start code', encodeEnvelope({ ...key, payload: Uint8Array.of(1, 2, 3, 4) })],
    ['a picture that is none', encodeEnvelope({ ...key, kind: CAPTURE_KINDS.jpeg, payload: KEY })],
    ['half a picture', encodeEnvelope({ ...key, kind: CAPTURE_KINDS.jpeg, payload: JPEG.subarray(0, -2) })],
    [
      'too much',
      encodeEnvelope({
        ...key,
        payload: new Uint8Array(MAX_CAPTURE_ENVELOPE_BYTES).fill(0, 0, 3).fill(1, 3, 4),
      }),
    ],
  ])('is refused: %s', (_, bytes) => {
    expect(findEnvelope(bytes)).toBeUndefined();
  });
});

describe('packed envelopes', () => {
  const parts = [Uint8Array.of(1, 2), Uint8Array.of(3), new Uint8Array()];

  it('come apart as they were', () => {
    expect(unpackEnvelopes(packEnvelopes(parts))).toEqual(parts);
  });

  it('end before one that was cut off', () => {
    expect(unpackEnvelopes(packEnvelopes(parts).subarray(0, 9))).toEqual([parts[0]]);
  });
});
