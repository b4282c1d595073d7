import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { differenceHash, hashPicture } from './difference-hash.js';

const folder = mkdtempSync(join(tmpdir(), 'hearth-hash-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A scene of some blobs, which `seed` places. */
async function scene(seed: number, name: string, change: (image: Sharp) => Sharp = (image) => image) {
  const blobs = Array.from({ length: 9 }, (_, at) => {
    const [x, y, r] = [
      ((seed * (at + 3) * 97) % 400) + 1,
      ((seed * (at + 5) * 61) % 300) + 1,
      30 + ((seed * at * 13) % 60),
    ];
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="hsl(${(seed * at * 47) % 360} 70% ${20 + ((at * 31) % 70)}%)"/>`;
  });
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="#889"/>${blobs.join('')}</svg>`;
  const path = join(folder, name);
  await change(sharp(Buffer.from(drawing))).toFile(path);
  return (await hashPicture(path)) ?? 0n;
}

const distance = (a: bigint, b: bigint): number =>
  BigInt.asUintN(64, a ^ b)
    .toString(2)
    .replaceAll('0', '').length;

describe('the hash of a picture', () => {
  it('hardly changes with size, quality and light', async () => {
    const first = await scene(7, 'a.png');
    const others = [
      await scene(7, 'small.jpg', (image) => image.resize(160).jpeg({ quality: 40 })),
      await scene(7, 'bright.webp', (image) => image.modulate({ brightness: 1.1 })),
    ];
    for (const other of others) expect(distance(first, other)).toBeLessThanOrEqual(6);
  });

  it('is another one of another scene', async () => {
    const hashes = await Promise.all([2, 3, 5, 11, 13].map((seed) => scene(seed, `${seed}.png`)));
    for (const [at, hash] of hashes.entries())
      for (const other of hashes.slice(at + 1)) expect(distance(hash, other)).toBeGreaterThan(6);
  });

  it('is none where there is nothing to see', () => {
    expect(differenceHash(new Uint8Array(72).fill(200))).toBeUndefined();
  });
});
