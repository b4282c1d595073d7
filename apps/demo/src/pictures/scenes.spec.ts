import { describe, expect, it } from '@jest/globals';
import exifr from 'exifr';
import sharp from 'sharp';
import { MOODS } from './landscape.ts';
import { makePhoto } from './photo.ts';
import { drawScene, SCENES } from './scenes.ts';

describe.each(SCENES)('a picture of a %s', (scene) => {
  it('is the same for the same seed, and another for another', () => {
    const draw = (seed: number) => drawScene(scene, seed, MOODS.noon, 320, 240);
    expect(draw(7)).toBe(draw(7));
    expect(draw(7)).not.toBe(draw(8));
  });

  it('is drawn, and shows more than one colour', async () => {
    const { channels } = await sharp(Buffer.from(drawScene(scene, 3, MOODS.dawn, 320, 240))).stats();
    expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(8);
  });
});

it('a photo says when, where and with what it was taken', async () => {
  const takenAt = new Date('2025-03-04T05:06:07Z');
  const look = { seed: 1, scene: 'sea', mood: MOODS.ember, width: 320, height: 240 } as const;
  const photo = await makePhoto({ ...look, takenAt, place: [-33.8568, 151.2153], camera: ['Lumen', 'One'] });
  expect(await exifr.gps(photo)).toEqual({
    latitude: expect.closeTo(-33.8568, 4),
    longitude: expect.closeTo(151.2153, 4),
  });
  const said = (await exifr.parse(photo, { reviveValues: false })) as object;
  expect(said).toMatchObject({ DateTimeOriginal: '2025:03:04 05:06:07', Make: 'Lumen', Model: 'One' });
});
