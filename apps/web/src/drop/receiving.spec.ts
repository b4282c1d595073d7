import { describe, expect, it } from '@jest/globals';
import type { Bytes } from './bytes.ts';
import { sha256 } from './bytes.ts';
import { BLOCK_BYTES, Layout } from './manifest.ts';
import { isIntact, judge, wholeHash } from './receiving.ts';

const layout = new Layout([{ sizeBytes: BLOCK_BYTES + 3 }, { sizeBytes: 0 }]);
const bytes = (length: number) => new Uint8Array(length) as Bytes;

describe('a block that comes', () => {
  it.each([
    ['the next', 0, 0, BLOCK_BYTES, 'write'],
    ['the end of a file', 1, 1, 3, 'write'],
    ['an empty file', 2, 2, 0, 'write'],
    ['one that was written before', 1, 0, BLOCK_BYTES, 'skip'],
    ['one after a gap', 0, 1, 3, 'skip'],
    ['one beyond the end', 3, 3, 1, 'skip'],
    ['one that is too short', 0, 0, 5, 'refuse'],
    ['one that is too long', 1, 1, 4, 'refuse'],
  ] as const)('%s', (_, next, position, length, judgement) => {
    expect(judge(layout, next, { position, bytes: bytes(length) })).toBe(judgement);
  });

  it('is intact when it has the hash it says, and not with one bit changed', async () => {
    const block = { position: 0, bytes: bytes(100), sha256: await sha256(bytes(100)) };
    expect(await isIntact(block)).toBe(true);
    const changed = bytes(100);
    changed[50] = 1;
    expect(await isIntact({ ...block, bytes: changed })).toBe(false);
  });

  it('counts for the whole in its order', async () => {
    const [a, b] = [await sha256(bytes(1)), await sha256(bytes(2))];
    expect(await wholeHash([a, b])).not.toEqual(await wholeHash([b, a]));
  });
});
