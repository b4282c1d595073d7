import { describe, expect, it } from '@jest/globals';
import {
  acknowledged,
  beginAt,
  isAllThere,
  mayTake,
  sentAgain,
  takenUpAt,
  took,
  WINDOW_BLOCKS,
  type Sending,
} from './sending.ts';

const at = (next: number, acked: number, blocks = 10): Sending => ({ blocks, next, acked });

describe('sending', () => {
  it.each([
    [at(0, 0), WINDOW_BLOCKS],
    [at(3, 0), 1],
    [at(4, 0), 0],
    [at(4, 2), 2],
    [at(9, 8), 1],
    [at(10, 8), 0],
    [at(0, 0, 0), 0],
  ])('%j may take %d', (sending, count) => expect(mayTake(sending)).toBe(count));

  it.each([
    ['what is news', at(4, 0), 3, 3],
    ['what was said before', at(4, 2), 1, 2],
    ['what was never sent', at(4, 2), 5, 2],
    ['nonsense', at(4, 2), Number.NaN, 2],
    ['all', at(10, 6), 10, 10],
  ])('is acknowledged %s', (_, sending, upTo, acked) =>
    expect(acknowledged(sending, upTo).acked).toBe(acked),
  );

  it('goes on where the other side is, and never sends more than a window again', () => {
    let sending = beginAt(100, 0);
    for (let step = 0; step < 50; step += 1) {
      sending = took(sending, mayTake(sending));
      sending = acknowledged(sending, Math.min(sending.next, sending.acked + 1 + (step % 3)));
      expect(sentAgain(sending, sending.acked)).toBeLessThanOrEqual(WINDOW_BLOCKS);
    }
    expect(takenUpAt(at(8, 4), 6)).toEqual(at(6, 6));
    expect(takenUpAt(at(8, 4), 99)).toEqual(at(10, 10));
    expect(isAllThere(takenUpAt(at(8, 4), 10))).toBe(true);
  });
});
