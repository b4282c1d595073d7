import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../processes/run-command.ts';
import { RASTER_PX, turnUpright, type Raster, type SeenPicture } from './compare-picture.ts';

/**
 * Decodes pictures with programs that the indexer does not use for them: ffmpeg where that has libvips, `heif-convert` where it has
 * libvips' own AV1 decoder, `djxl` where it has ffmpeg. HEIC alone goes the same way in both, since Debian has one decoder for it.
 */

const TIMEOUT_MS = 120_000;
/** Moments of a film at which it is looked at, as parts of its length. */
const MOMENTS = [0.05, 0.25, 0.45, 0.65, 0.85] as const;
const SHRINK = `scale=${RASTER_PX}:${RASTER_PX}:flags=area`;
/** What is transparent goes to black in both pictures, whatever colour stands behind it. */
const STILL_FILTERS = `format=gbrap,premultiply=inplace=1,${SHRINK},format=rgb24`;

export interface StillSource {
  /** Absolute. */
  readonly path: string;
  readonly mimeType: string;
  /** As EXIF says; formats that turn their pictures themselves need none. */
  readonly orientation: number;
}

async function inScratchFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-decode-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(file: string, args: string[]): Promise<string | undefined> {
  const { exitCode, stdout } = await runCommand({ file, args, timeoutMs: TIMEOUT_MS });
  return exitCode === 0 ? stdout : undefined;
}

async function rasterOf(
  folder: string,
  path: string,
  filters: string,
  before: string[] = [],
): Promise<Raster | undefined> {
  const output = join(folder, 'raster');
  rmSync(output, { force: true });
  await run('ffmpeg', [
    ...['-nostdin', '-v', 'error', '-noautorotate', ...before, '-i', `file:${path}`],
    ...['-map', '0:v:0', '-frames:v', '1', '-vf', filters, '-f', 'rawvideo', '-y', output],
  ]);
  try {
    const raster = new Uint8Array(readFileSync(output));
    return raster.length === RASTER_PX ** 2 * 3 ? raster : undefined;
  } catch {
    return undefined;
  }
}

/** The picture upright; undefined where no other decoder for it is there. */
export function decodeStill({ path, mimeType, orientation }: StillSource): Promise<Raster | undefined> {
  return inScratchFolder(async (folder) => {
    const png = join(folder, 'whole.png');
    if (/^image\/(hei[cf]|avif)/.test(mimeType)) await run('heif-convert', [path, png]);
    else if (mimeType === 'image/jxl') await run('djxl', [path, png]);
    else {
      const raster = await rasterOf(folder, path, STILL_FILTERS);
      return raster && turnUpright(raster, orientation);
    }
    return rasterOf(folder, png, STILL_FILTERS);
  });
}

/** Marks of an embedded profile in JPEG, PNG and WebP. ffmpeg gives the numbers as they are, without it. */
const PROFILE_MARKS = ['ICC_PROFILE\0', 'iCCP', 'ICCP'];
const PROFILE_WITHIN_BYTES = 1024 ** 2;

/** Whether the numbers of a picture are to be read by a profile. */
export function hasProfile(path: string): boolean {
  const head = readFileSync(path).subarray(0, PROFILE_WITHIN_BYTES);
  return PROFILE_MARKS.some((mark) => head.includes(mark));
}

/** How wide a pixel of a film is for its height; 1 where nothing is said. */
export async function readPixelShape(path: string): Promise<number> {
  const text = await run('ffprobe', [
    ...['-v', 'error', '-select_streams', 'V:0', '-show_entries', 'stream=sample_aspect_ratio'],
    ...['-of', 'default=nw=1:nk=1', path],
  ]);
  const [wide = 1, high = 1] = (text ?? '').trim().split(':').map(Number);
  return wide > 0 && high > 0 ? wide / high : 1;
}

/** A film at some moments, each shrunk; fewer where not all can be decoded. */
export function decodeMoments(path: string, durationSec: number): Promise<Raster[]> {
  return inScratchFolder(async (folder) => {
    const rasters: Raster[] = [];
    for (const moment of MOMENTS) {
      const at = ['-ss', (durationSec * moment).toFixed(3)];
      const raster = await rasterOf(folder, path, `${SHRINK},format=rgb24`, at);
      if (raster) rasters.push(raster);
    }
    return rasters;
  });
}

/** What somebody sees who is sent these bytes. */
export function decodeShown(bytes: Buffer): Promise<SeenPicture | undefined> {
  return inScratchFolder(async (folder) => {
    const path = join(folder, 'shown');
    writeFileSync(path, bytes);
    const size = await run('ffprobe', [
      ...['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'stream=width,height', '-of', 'csv=p=0'],
      path,
    ]);
    const [width, height] = (size ?? '').trim().split(',').map(Number);
    const raster = await rasterOf(folder, path, STILL_FILTERS);
    return raster && width && height ? { raster, width, height } : undefined;
  });
}
