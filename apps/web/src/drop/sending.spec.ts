import { describe, expect, it } from '@jest/globals';
import { BLOCK_BYTES, Layout } from './manifest.ts';
import {
  acknowledged,
  beginAt,
  isAllThere,
  mayTake,
  sentAgain,
  takenUpAt,
  took,
  WINDOW_BLOCKS,
  WINDOW_BYTES,
  type Sending,
} from './sending.ts';

const at = (next: number, acked: number, blocks = 10): Sending => ({ blocks, next, acked });

const of = (...sizes: number[]) => new Layout(sizes.map((sizeBytes) => ({ sizeBytes })));
const tenBlocks = of(10 * BLOCK_BYTES);
/** A large one between small ones. */
const mixed = of(...Array<number>(300).fill(10), 10 * BLOCK_BYTES, 0, 0);

describe('sending', () => {
  it.each([
    [at(0, 0), tenBlocks, 4],
    [at(3, 0), tenBlocks, 1],
    [at(4, 0), tenBlocks, 0],
    [at(4, 2), tenBlocks, 2],
    [at(9, 8), tenBlocks, 1],
    [at(10, 8), tenBlocks, 0],
    [at(0, 0, 0), of(), 0],
    [at(0, 0), of(5, 0, BLOCK_BYTES + 5, 0), 5],
    [at(0, 0), of(...Array<number>(300).fill(BLOCK_BYTES / 2)), 8],
    [at(0, 0), mixed, WINDOW_BLOCKS],
    [at(100, 0), mixed, WINDOW_BLOCKS - 100],
    [at(300, 200), mixed, 3],
    [at(309, 306), mixed, 3],
  ])('%j may take some, case %#', (sending, layout, count) => expect(mayTake(sending, layout)).toBe(count));

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
    const layout = of(50 * BLOCK_BYTES, 3, 0, 70 * BLOCK_BYTES + 5);
    let sending = beginAt(layout.blocks, 0);
    for (let step = 0; step < 50; step += 1) {
      sending = took(sending, mayTake(sending, layout));
      sending = acknowledged(sending, Math.min(sending.next, sending.acked + 1 + (step % 3)));
      expect(sentAgain(sending, sending.acked, layout)).toBeLessThanOrEqual(WINDOW_BYTES);
    }
    expect(takenUpAt(at(8, 4), 6)).toEqual(at(6, 6));
    expect(takenUpAt(at(8, 4), 99)).toEqual(at(10, 10));
    expect(isAllThere(takenUpAt(at(8, 4), 10))).toBe(true);
  });
});
