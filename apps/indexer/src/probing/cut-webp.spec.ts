import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { inMemory } from './byte-source.js';
import { fillCutWebp } from './cut-webp.js';
import { readPictureFacts, UnreadableContent } from './picture-facts.js';

const [width, height] = [120, 80];
/** No two rows are alike: one colour would be a file of a few bytes. */
const pixels = Buffer.from(Array.from({ length: width * height * 3 }, (_, at) => (at * at * 7_919) % 251));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-cut-webp-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function webp(lossless: boolean): Promise<Buffer> {
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .webp({ lossless })
    .toBuffer();
}

function write(bytes: Buffer): string {
  const path = join(folder, 'a.webp');
  writeFileSync(path, bytes);
  return path;
}

describe('a WebP that is cut off', () => {
  it.each([
    ['lossy', false],
    ['lossless', true],
  ])('has its size, where it is %s', async (_, lossless) => {
    const whole = await webp(lossless);
    const cut = whole.subarray(0, whole.length / 2);
    expect(await readPictureFacts(inMemory(cut), write(cut), 'webp')).toMatchObject({ width, height });
  });

  it('is unreadable where its size is gone', async () => {
    const cut = (await webp(false)).subarray(0, 24);
    const path = write(cut);
    expect(await fillCutWebp(path)).toBeUndefined();
    await expect(readPictureFacts(inMemory(cut), path, 'webp')).rejects.toThrow(UnreadableContent);
  });

  it('is not filled up where it is whole', async () => {
    expect(await fillCutWebp(write(await webp(false)))).toBeUndefined();
  });
});
