import { describe, expect, it } from '@jest/globals';
import { CAPTURE_KINDS, encodeEnvelope } from '@hearth/contracts';
import { PhoneStream, skewOf } from './phone-stream.js';

const NOW = 1_795_000_000_000;
const frame = (seq: number, capturedAtMs: number) =>
  encodeEnvelope({
    ...{ kind: CAPTURE_KINDS.h264Key, seq, capturedAtMs },
    desc: { width: 1280, height: 720 },
    payload: Uint8Array.of(0, 0, 0, 1, 0x67),
  });

describe('a phone’s stream', () => {
  it.each([
    ['in order', [1, 2, 3], { received: 3, dropped: 0 }],
    ['with a hole', [1, 2, 6], { received: 3, dropped: 3 }],
    ['sent again after a gap', [1, 2, 1, 2, 3], { received: 3, dropped: 0 }],
  ])('%s counts as it should', (_, seqs, counts) => {
    const stream = new PhoneStream(NOW);
    seqs.forEach((seq) => stream.receive(frame(seq, NOW + seq), 'websocket', NOW + seq));
    expect(stream).toMatchObject(counts);
  });

  it('counts what is no frame, and takes no notice of it', () => {
    const stream = new PhoneStream(NOW);
    expect(stream.receive(Uint8Array.of(1, 2, 3), 'http', NOW).outcome).toBe('invalid');
    expect(stream).toMatchObject({ received: 0, refused: 1, lastSeq: null });
  });

  it('tells the hub’s time by its pings', () => {
    const stream = new PhoneStream(NOW);
    const ping = {
      clientSentAt: NOW - 5_000,
      serverReceivedAt: NOW + 2,
      serverSentAt: NOW + 2,
      clientReceivedAt: NOW - 4_996,
    };
    stream.addSamples([ping, { ...ping, clientReceivedAt: NOW - 90_000 }]);
    expect(stream.samples).toHaveLength(1);
    const receipt = stream.receive(frame(1, NOW - 4_000), 'websocket', NOW + 1_100);
    expect(receipt).toMatchObject({ outcome: 'taken', hubMs: expect.closeTo(NOW + 1_000) });
  });

  it('without pings, goes by the quickest envelope', () => {
    const stream = new PhoneStream(NOW);
    stream.receive(frame(1, NOW - 5_000), 'http', NOW + 80);
    expect(stream.receive(frame(2, NOW - 4_900), 'http', NOW + 110)).toMatchObject({ hubMs: NOW + 110 });
  });

  it('says how many pictures a second there are', () => {
    const stream = new PhoneStream(NOW);
    for (let index = 0; index < 90; index += 1)
      stream.receive(frame(index, NOW + index * 50), 'webrtc', NOW + index * 50);
    expect(stream.fps(NOW + 4_450)).toBeCloseTo(20, 0);
  });
});

describe('skewOf', () => {
  const streamAt = (...times: number[]) => Object.assign(new PhoneStream(NOW), { recent: times });

  it.each([
    ['none alone', [streamAt(NOW)], null],
    ['between two', [streamAt(NOW - 60, NOW), streamAt(NOW - 80, NOW - 20)], 20],
    ['not of one that fell silent', [streamAt(NOW), streamAt(NOW - 20_000)], null],
  ])('%s', (_, streams, skew) => {
    expect(skewOf(streams, NOW)).toBe(skew);
  });
});
