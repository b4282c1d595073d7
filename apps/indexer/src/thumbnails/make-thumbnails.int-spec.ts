import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { turnFilm } from '@hearth/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { rawPicture } from '../../testing/raw-picture.js';
import { closeExifTool } from '../media-tools/exiftool.js';
import { probeFile } from '../probing/probe-file.js';
import type { PreviewDecision } from './decide-preview.js';
import { IS_CUT, makeThumbnails, type Thumbnails } from './make-thumbnails.js';
import { orient } from './orient.js';

/** Encoding the samples takes its time on a busy machine. */
jest.setTimeout(180_000);

const SHA256 = 'ab'.repeat(32);
const RED = { r: 220, g: 20, b: 20 };
const BLUE = { r: 20, g: 20, b: 220 };

describe('makeThumbnails', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hearth-thumbs-'));
  });
  afterAll(async () => {
    await closeExifTool();
    rmSync(folder, { recursive: true });
  });

  const at = (name: string): string => join(folder, name);
  const ffmpeg = (...args: string[]): void =>
    void execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args]);

  async function derive(
    name: string,
    preview: PreviewDecision = 'now',
  ): Promise<Thumbnails | { failed: string }> {
    const path = at(name);
    return makeThumbnails({
      path,
      probe: await probeFile({ path }),
      derivedFolder: at('derived'),
      ...{ sha256: SHA256, preview },
    });
  }

  async function thumbnails(name: string): Promise<Thumbnails> {
    const made = await derive(name);
    if ('failed' in made) throw new Error(made.failed);
    return made;
  }

  /** The colour in the middle of the upper or lower half of the preview. */
  async function colourOf(half: 'top' | 'bottom'): Promise<'red' | 'blue' | 'other'> {
    const image = sharp(readFileSync(at(`derived/ab/${SHA256}/preview.webp`))).removeAlpha();
    const { width, height } = await image.metadata();
    const area = {
      left: width >> 1,
      top: Math.floor(height * (half === 'top' ? 0.25 : 0.75)),
      width: 1,
      height: 1,
    };
    const [r = 0, g = 0, b = 0] = await image.extract(area).raw().toBuffer();
    if (r > 150 && b < 100 && g < 100) return 'red';
    return b > 150 && r < 100 && g < 100 ? 'blue' : 'other';
  }

  /** Red above, blue below, stored so that the given orientation shows it like that. */
  async function writeFlag(name: string, orientation = 1): Promise<void> {
    const flag = await sharp({ create: { width: 2400, height: 1600, channels: 3, background: RED } })
      .composite([
        { input: { create: { width: 2400, height: 800, channels: 3, background: BLUE } }, left: 0, top: 800 },
      ])
      .png()
      .toBuffer();
    const undo: Record<number, (image: Sharp) => Sharp> = {
      2: (image) => image.flop(),
      3: (image) => image.rotate(180),
      4: (image) => image.flip(),
      5: (image) => image.rotate(270).flop(),
      6: (image) => image.rotate(270),
      7: (image) => image.rotate(90).flop(),
      8: (image) => image.rotate(90),
    };
    const stored = undo[orientation] ? await undo[orientation](sharp(flag)).png().toBuffer() : flag;
    await sharp(stored).withMetadata({ orientation }).toFile(at(name));
  }

  it('makes both sizes and a thumbhash, named by the content', async () => {
    await writeFlag('flag.jpg');
    const made = await thumbnails('flag.jpg');
    expect(made.grid).toMatchObject({ path: `ab/${SHA256}/grid.webp`, width: 320, height: 213 });
    expect(made.preview).toMatchObject({ path: `ab/${SHA256}/preview.webp`, width: 1440, height: 960 });
    const grid = await sharp(at(`derived/${made.grid.path}`)).metadata();
    expect(grid).toMatchObject({ format: 'webp', width: 320, height: 213, space: 'srgb' });
    expect(Buffer.from(made.thumbhash, 'base64').length).toBeGreaterThan(4);
    expect(readdirSync(at(`derived/ab/${SHA256}`)).sort()).toEqual(['grid.webp', 'preview.webp']);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('shows orientation %d upright', async (orientation) => {
    await writeFlag('turned.jpg', orientation);
    const { preview } = await thumbnails('turned.jpg');
    expect([preview?.width, preview?.height]).toEqual([1440, 960]);
    expect([await colourOf('top'), await colourOf('bottom')]).toEqual(['red', 'blue']);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'turns a preview by an orientation known otherwise: %d',
    async (orientation) => {
      const stored = sharp({ create: { width: 60, height: 40, channels: 3, background: RED } })
        .composite([
          { input: { create: { width: 20, height: 10, channels: 3, background: BLUE } }, left: 0, top: 0 },
        ])
        .withMetadata({ orientation });
      const jpeg = await stored.png().toBuffer();
      const wanted = await sharp(jpeg, { autoOrient: true }).raw().toBuffer({ resolveWithObject: true });
      const turned = await orient(sharp(jpeg), orientation).raw().toBuffer({ resolveWithObject: true });
      expect(turned.info).toMatchObject({ width: wanted.info.width, height: wanted.info.height });
      expect(turned.data.equals(wanted.data)).toBe(true);
    },
  );

  it('never enlarges', async () => {
    await sharp({ create: { width: 50, height: 40, channels: 4, background: '#f00a' } })
      .png()
      .toFile(at('small.png'));
    const { grid, preview } = await thumbnails('small.png');
    expect([grid.width, preview?.width]).toEqual([50, 50]);
  });

  it.each([
    ['a.bmp', []],
    ['a.jxl', ['-c:v', 'libjxl']],
    ['a.tiff', []],
    ['a.gif', []],
    ['a.avif', ['-c:v', 'libaom-av1', '-still-picture', '1', '-cpu-used', '8']],
  ])('decodes %s', async (name, codec) => {
    await writeFlag('source.png');
    ffmpeg('-i', at('source.png'), '-vf', 'scale=600:400', ...codec, at(name));
    const { grid } = await thumbnails(name);
    expect([grid.width, grid.height]).toEqual([320, 213]);
    expect([await colourOf('top'), await colourOf('bottom')]).toEqual(['red', 'blue']);
  });

  it.each([
    ['a film', '25'],
    ['a film with a key frame at its start alone', '9999'],
  ])('passes over the black beginning of %s', async (_what, keyFrameEvery) => {
    const black = ['-f', 'lavfi', '-i', 'color=black:s=320x240:r=25:d=4'];
    const red = ['-f', 'lavfi', '-i', 'testsrc2=s=320x240:r=25:d=6'];
    const joined = [
      '-filter_complex',
      '[0][1]concat',
      '-c:v',
      'libx264',
      '-sc_threshold',
      '0',
      '-g',
      keyFrameEvery,
    ];
    ffmpeg(...black, ...red, ...joined, at('dark.mp4'));
    await thumbnails('dark.mp4');
    const { channels } = await sharp(readFileSync(at(`derived/ab/${SHA256}/preview.webp`))).stats();
    expect(channels[0]?.mean).toBeGreaterThan(30);
  });

  it('turns a film as its display matrix says and stretches its pixels', async () => {
    ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=320x240:d=1', '-c:v', 'libx264', at('turned.mp4'));
    turnFilm(at('turned.mp4'), 90);
    ffmpeg(
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=320x240:d=1',
      '-vf',
      'setsar=2/1',
      '-c:v',
      'libx264',
      at('wide.mp4'),
    );
    expect((await thumbnails('turned.mp4')).preview).toMatchObject({ width: 240, height: 320 });
    expect((await thumbnails('wide.mp4')).preview).toMatchObject({ width: 640, height: 240 });
  });

  it('shows a sound’s cover, and says so when there is none', async () => {
    await writeFlag('cover.jpg');
    ffmpeg('-f', 'lavfi', '-i', 'sine=d=1', at('plain.mp3'));
    const maps = ['-map', '0', '-map', '1', '-c', 'copy', '-disposition:v', 'attached_pic'];
    ffmpeg('-i', at('plain.mp3'), '-i', at('cover.jpg'), ...maps, at('covered.mp3'));
    expect((await thumbnails('covered.mp3')).preview?.width).toBe(1440);
    expect([await colourOf('top'), await colourOf('bottom')]).toEqual(['red', 'blue']);
    expect(await derive('plain.mp3')).toEqual({ failed: 'it has no cover' });
  });

  it('gives a reason for a picture that cannot be decoded, and leaves nothing behind', async () => {
    writeFileSync(
      at('cut.png'),
      (
        await sharp({ create: { width: 90, height: 90, channels: 3, background: RED } })
          .png()
          .toBuffer()
      ).subarray(0, 60),
    );
    rmSync(at('derived'), { recursive: true, force: true });
    expect(await derive('cut.png')).toHaveProperty('failed');
    expect(() => readdirSync(at('derived'))).toThrow();
  });

  it('says that a part is missing also where the file goes on with something else', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const whole = await sharp({ create: { width: 900, height: 900, channels: 3, background: RED, noise } })
      .jpeg()
      .toBuffer();
    const end = whole.subarray(-2);
    writeFileSync(
      at('gap.jpg'),
      Buffer.concat([whole.subarray(0, whole.length / 2), end, Buffer.alloc(500)]),
    );
    expect(await derive('gap.jpg')).toMatchObject({ reason: IS_CUT, grid: { width: 320 } });
  });

  it.each(['cut.jpg', 'cut.png', 'cut.webp', 'cut.lossless.webp'])(
    'shows what is left of %s, and says that a part is missing',
    async (name) => {
      const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
      const whole = await sharp({ create: { width: 900, height: 900, channels: 3, background: RED, noise } })
        .toFormat(name.split('.').at(-1)?.replace('jpg', 'jpeg') as 'jpeg', {
          ...(name.includes('lossless') && { lossless: true }),
        })
        .toBuffer();
      writeFileSync(at(name), whole);
      expect(await thumbnails(name)).not.toHaveProperty('reason');
      writeFileSync(at(name), whole.subarray(0, whole.length * 0.7));
      expect(await derive(name)).toMatchObject({ reason: IS_CUT, grid: { width: 320 } });
    },
  );

  it('makes a preview of what is damaged, also where whole pictures are their own', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const whole = await sharp({ create: { width: 300, height: 300, channels: 3, background: RED, noise } })
      .gif()
      .toBuffer();
    writeFileSync(at('whole.gif'), whole);
    writeFileSync(at('cut.gif'), whole.subarray(0, whole.length * 0.7));
    expect(await derive('whole.gif', 'original')).toMatchObject({ preview: undefined });
    expect(await derive('cut.gif', 'original')).toMatchObject({ preview: { width: 300 } });
  });

  it('says so of each, whatever else is decoded at the same time', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const whole = await sharp({ create: { width: 900, height: 900, channels: 3, background: RED, noise } })
      .jpeg()
      .toBuffer();
    writeFileSync(at('cut too.jpg'), whole.subarray(0, whole.length * 0.7));
    writeFileSync(at('whole.jpg'), whole);
    const names = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? 'cut too.jpg' : 'whole.jpg'));
    const made = await Promise.all(names.map((name) => derive(name)));
    expect(made.map((one) => ('reason' in one ? one.reason : undefined))).toEqual(
      names.map((name) => (name === 'whole.jpg' ? undefined : IS_CUT)),
    );
  });

  it('says that a part is missing of a GIF of which the first picture alone is there', async () => {
    ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=300x200:d=1:r=5', at('moves.gif'));
    const whole = readFileSync(at('moves.gif'));
    expect(await thumbnails('moves.gif')).not.toHaveProperty('reason');
    writeFileSync(at('cut.gif'), whole.subarray(0, whole.length / 2));
    expect(await derive('cut.gif')).toMatchObject({ reason: IS_CUT, grid: { width: 300 } });
  });

  it('says of an AVIF that cannot be shown that it is cut off', async () => {
    const whole = await sharp({ create: { width: 300, height: 300, channels: 3, background: RED } })
      .avif()
      .toBuffer();
    writeFileSync(at('cut.avif'), whole.subarray(0, whole.length - 20));
    expect(await derive('cut.avif')).toEqual({ failed: 'the picture cannot be shown: the file is cut off' });
  });

  it('shows of a raw the largest preview that is whole', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const preview = (width: number, height: number): Promise<Buffer> =>
      sharp({ create: { width, height, channels: 3, background: RED, noise } })
        .jpeg()
        .toBuffer();
    const [large, small] = [await preview(1200, 800), await preview(160, 120)];
    const whole = rawPicture({ large, small });
    writeFileSync(at('whole.dng'), whole);
    expect(await thumbnails('whole.dng')).toMatchObject({ preview: { width: 1200 } });
    writeFileSync(at('cut.dng'), whole.subarray(0, whole.length - large.length / 2));
    expect(await thumbnails('cut.dng')).toMatchObject({ preview: { width: 160 } });
    const damaged = rawPicture({ large: Buffer.alloc(large.length, 7), small });
    writeFileSync(at('damaged.dng'), damaged);
    expect(await thumbnails('damaged.dng')).toMatchObject({ preview: { width: 160 } });
    writeFileSync(at('empty.dng'), whole.subarray(0, whole.length - large.length - small.length / 2));
    expect(await derive('empty.dng')).toEqual({ failed: 'the camera left no preview in it' });
  });

  it('throws when the derived folder cannot be written: that says nothing about the file', async () => {
    await writeFlag('flag.jpg');
    writeFileSync(at('not-a-folder'), '');
    const path = at('flag.jpg');
    const probe = await probeFile({ path });
    await expect(
      makeThumbnails({ path, probe, derivedFolder: at('not-a-folder'), sha256: SHA256 }),
    ).rejects.toThrow();
  });

  it('refuses a name that is no hash', async () => {
    const path = at('flag.jpg');
    const request = {
      path,
      probe: await probeFile({ path }),
      derivedFolder: at('derived'),
      sha256: '../../x',
    };
    await expect(makeThumbnails(request)).rejects.toThrow(TypeError);
  });
});
