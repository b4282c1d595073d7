import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { cicpPng, floatTiff } from '../../testing/deep-pictures.js';
import { probeFile } from '../probing/probe-file.js';
import { makeThumbnails } from './make-thumbnails.js';

const SHA256 = 'cd'.repeat(32);
/** Of PQ: as bright as white, and a red that is a little brighter. */
const [WHITE, RED] = [[0.5807, 0.5807, 0.5807] as const, [0.65, 0.1, 0.1] as const];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-colours-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const ffmpeg = (...args: string[]): void =>
  void execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args]);

/** The pixels of the small picture at a quarter and three quarters of its width. */
async function shown(name: string): Promise<number[][]> {
  const path = at(name);
  const probe = await probeFile({ path });
  const made = await makeThumbnails({ path, probe, derivedFolder: at('derived'), sha256: SHA256 });
  if ('failed' in made) throw new Error(made.failed);
  const { data, info } = await sharp(readFileSync(at(`derived/${made.grid.path}`)))
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [0.25, 0.75].map((part) => {
    const place = ((info.height >> 1) * info.width + Math.floor(info.width * part)) * info.channels;
    return [...data.subarray(place, place + info.channels)];
  });
}

const isWhite = ([r = 0, g = 0, b = 0]: number[] = []): boolean =>
  Math.min(r, g, b) > 200 && Math.max(r, g, b) - Math.min(r, g, b) < 12;
const isRed = ([r = 0, g = 255, b = 255]: number[] = []): boolean => r > 220 && g < 60 && b < 60;

describe('light that common screens do not have is shown on them', () => {
  const hdrFilm = ['-color_primaries', 'bt2020', '-color_trc', 'smpte2084', '-colorspace', 'bt2020nc'];
  const inYuv = ['-vf', 'scale=out_color_matrix=bt2020,format=yuv420p10le'];

  it.each<[string, (name: string) => void]>([
    ['a PNG that says so', (name) => writeFileSync(at(name), cicpPng(WHITE, RED, [9, 16]))],
    [
      'an AVIF.avif',
      (name) => {
        writeFileSync(at('pq.png'), cicpPng(WHITE, RED, [9, 16]));
        const still = ['-c:v', 'libaom-av1', '-still-picture', '1', '-cpu-used', '8', '-crf', '10'];
        ffmpeg('-i', at('pq.png'), ...inYuv, ...hdrFilm, ...still, at(name));
      },
    ],
    [
      'a film.mp4',
      (name) => {
        writeFileSync(at('pq.png'), cicpPng(WHITE, RED, [9, 16]));
        const codec = [
          '-c:v',
          'libx265',
          '-x265-params',
          'log-level=error:crf=10:colorprim=9:transfer=16:colormatrix=9',
        ];
        ffmpeg('-loop', '1', '-t', '0.2', '-i', at('pq.png'), ...inYuv, ...hdrFilm, ...codec, at(name));
      },
    ],
  ])('of %s', async (name, write) => {
    write(name);
    const [left, right] = await shown(name);
    expect({ left, isWhite: isWhite(left) }).toEqual({ left, isWhite: true });
    expect({ right, isRed: isRed(right) }).toEqual({ right, isRed: true });
  });

  it.each<[string, readonly [number, number], readonly number[]]>([
    ['P3', [12, 13], [234, 51, 35]],
    ['Rec. 2020', [9, 13], [207, 74, 34]],
  ])('the red of sRGB, written in numbers of %s, is sRGB’s red', async (name, codes, numbers) => {
    const red = numbers.map((value) => value / 255) as [number, number, number];
    writeFileSync(at(`${name}.png`), cicpPng(red, red, codes));
    const [[r = 0, g = 255, b = 255] = []] = await shown(`${name}.png`);
    expect([r > 250, g < 12, b < 12]).toEqual([true, true, true]);
  });
});

describe('AVIF', () => {
  const avifenc = (...args: string[]): void =>
    void execFileSync('avifenc', ['-s', '10', '-y', '444', ...args], { stdio: 'pipe' });

  it('of 12 bits with a profile is shown by its profile', async () => {
    // Of P3's numbers this is the red of sRGB.
    const stored = { create: { width: 64, height: 64, channels: 3, background: '#ea3323' } } as const;
    await sharp(stored).png().toFile(at('numbers.png'));
    const { icc } = await sharp(await sharp(stored).withIccProfile('p3').jpeg().toBuffer()).metadata();
    writeFileSync(at('p3.icc'), icc ?? Buffer.alloc(0));
    avifenc('-d', '12', '--lossless', '--icc', at('p3.icc'), at('numbers.png'), at('profiled.avif'));
    expect((await sharp(at('profiled.avif')).metadata()).depth).toBe('ushort');
    const [[r = 0, g = 255, b = 255] = []] = await shown('profiled.avif');
    expect({ r, g, b, isRed: r > 250 && g < 12 && b < 12 }).toEqual({ r, g, b, isRed: true });
  });

  it('that moves keeps what is transparent', async () => {
    const half = { create: { width: 64, height: 64, channels: 4, background: '#0000' } } as const;
    const red = { create: { width: 32, height: 64, channels: 4, background: '#f00' } } as const;
    const frame = sharp(half).composite([{ input: red, left: 32, top: 0 }]);
    await frame.png().toFile(at('frame.png'));
    avifenc('-d', '10', at('frame.png'), at('frame.png'), at('moves.avifs'));
    const [left, right] = await shown('moves.avifs');
    expect(left?.[3]).toBe(0);
    expect({ right, isRed: isRed(right) && right?.[3] === 255 }).toEqual({ right, isRed: true });
  });
});

it('16 bits with a profile are shown by their profile', async () => {
  const red = sharp({ create: { width: 40, height: 40, channels: 3, background: '#f00' } });
  await red.toColourspace('rgb16').withIccProfile('srgb').png().toFile(at('deep.png'));
  expect((await sharp(at('deep.png')).metadata()).depth).toBe('ushort');
  const [[r = 0, g = 255, b = 255] = []] = await shown('deep.png');
  expect([r > 252, g < 4, b < 4]).toEqual([true, true, true]);
});

it.each<[string, number[], number[]]>([
  ['grey light', [0.5], [188, 188, 188]],
  ['colours of light', [0.5, 0.25, 1], [188, 137, 255]],
  ['numbers up to 255', [128, 64, 255], [128, 64, 255]],
])('a TIFF of fractions shows %s', async (_what, numbers, expected) => {
  writeFileSync(at('light.tiff'), floatTiff(numbers));
  const [[...pixel] = []] = await shown('light.tiff');
  for (const [place, value] of expected.entries())
    expect(Math.abs((pixel[place] ?? 0) - value)).toBeLessThan(6);
});

it('shows a sequence of HEIC pictures that has no still, by its first one', async () => {
  ffmpeg(
    '-f',
    'lavfi',
    '-i',
    'color=red:s=320x240:d=1',
    '-c:v',
    'libx265',
    '-x265-params',
    'log-level=error',
    at('s.mp4'),
  );
  const sequence = readFileSync(at('s.mp4'));
  sequence.write('hevc', 8, 'latin1');
  sequence.write('msf1', 16, 'latin1');
  writeFileSync(at('sequence.heics'), sequence);
  expect(isRed((await shown('sequence.heics'))[0])).toBe(true);
});
