import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { turnPictures } from './turn-pictures.js';

const house = mkdtempSync(join(tmpdir(), 'hearth-turns-'));
const at = (name: string) => join(house, name);
/** Each turn has a place of its own. */
const placeOf = (turn: number) => ({ grid: at(`${turn}/grid.webp`), preview: at(`${turn}/preview.webp`) });

beforeAll(async () => {
  // Red on the left, blue on the right.
  const blue = { create: { width: 20, height: 20, channels: 3, background: '#00f' } } as const;
  const picture = sharp({ create: { width: 40, height: 20, channels: 3, background: '#f00' } }).composite([
    { input: await sharp(blue).png().toBuffer(), left: 20, top: 0 },
  ]);
  await picture.clone().webp().toFile(at('grid.webp'));
  await picture.clone().jpeg().toFile(at('original.jpg'));
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

async function isRedAt(path: string, left: number, top: number): Promise<boolean> {
  const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
  const place = (top * info.width + left) * info.channels;
  return (data[place] ?? 0) > (data[place + 2] ?? 0);
}

describe('turned pictures', () => {
  it.each([
    [6, { width: 20, height: 40 }, [10, 5]],
    [8, { width: 20, height: 40 }, [10, 35]],
    [3, { width: 40, height: 20 }, [35, 10]],
  ] as const)(
    'stand as %i says, the larger one from the original where that serves',
    async (turn, size, red) => {
      const to = placeOf(turn);
      await turnPictures({ grid: at('grid.webp'), preview: at('original.jpg'), turn, to });
      for (const path of [to.grid, to.preview]) {
        expect(await sharp(path).metadata()).toMatchObject(size);
        expect(await isRedAt(path, red[0], red[1])).toBe(true);
        expect(await isRedAt(path, size.width - 1 - red[0], size.height - 1 - red[1])).toBe(false);
      }
    },
  );

  it('are none where somebody took it back', async () => {
    const none = { grid: at('none/grid.webp'), preview: at('none/preview.webp') };
    const upright = await turnPictures({
      grid: at('grid.webp'),
      preview: at('gone.jpg'),
      turn: null,
      to: none,
    });
    const turned = await turnPictures({
      grid: at('grid.webp'),
      preview: at('original.jpg'),
      turn: 6,
      to: placeOf(60),
    });
    expect(upright).not.toBe(turned);
    await expect(sharp(none.grid).metadata()).rejects.toThrow();
  });
});
