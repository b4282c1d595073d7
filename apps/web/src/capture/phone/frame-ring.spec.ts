import { describe, expect, it } from '@jest/globals';
import { FrameRing } from './frame-ring.ts';

const filled = (count: number, maxBytes = 1_000) => {
  const ring = new FrameRing(maxBytes);
  for (let index = 0; index < count; index += 1) ring.push((seq) => new Uint8Array(10).fill(seq));
  return ring;
};

describe('a ring of frames', () => {
  it('gives them out in their order', () => {
    const ring = filled(3);
    const seqs = [0, 1, 2, 3].map((seq) => ring.findAfter(seq)?.seq);
    expect(seqs).toEqual([1, 2, 3, undefined]);
  });

  it('keeps them until they are acknowledged', () => {
    const ring = filled(5);
    ring.ack(3);
    expect([ring.count, ring.waitingBytes, ring.findAfter(0)?.seq]).toEqual([2, 20, 4]);
  });

  it('lets the oldest go when there is no more room, and counts them', () => {
    const ring = filled(5, 30);
    expect([ring.dropped, ring.count, ring.findAfter(0)?.seq]).toEqual([2, 3, 3]);
  });

  it('goes on after what the hub had before the page was loaded anew', () => {
    const ring = filled(2);
    ring.goOnAfter(40);
    ring.push((seq) => new Uint8Array(seq));
    expect([ring.count, ring.findAfter(0)?.seq]).toEqual([1, 41]);
  });

  it('of an acknowledgement for more than it has is empty', () => {
    const ring = filled(2);
    ring.ack(99);
    expect([ring.count, ring.findAfter(0)]).toEqual([0, undefined]);
  });
});
