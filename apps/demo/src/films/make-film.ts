import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Place } from '../house.ts';
import { makeTune } from './tune.ts';

const run = promisify(execFile);
const FRAMES_PER_SEC = 15;

async function ffmpeg(args: readonly string[]): Promise<void> {
  await run('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args]);
}

/** A folder for as long as something is made in it. */
async function inScratchFolder<T>(make: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-demo-'));
  try {
    return await make(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export interface Film {
  readonly seed: number;
  /** JPEGs; the camera pans across each in turn. */
  readonly stills: readonly Buffer[];
  readonly durationSec: number;
  readonly takenAt: Date;
  readonly place?: Place | undefined;
}

/** H.264 and AAC as phones film, 1280×720, with its date and place. */
export function makeFilm({ seed, stills, durationSec, takenAt, place }: Film): Promise<Buffer> {
  return inScratchFolder(async (folder) => {
    const each = durationSec / stills.length;
    const inputs: string[] = [];
    const pans = stills.map((_, index) => {
      const across = index % 2 === 0 ? `(iw-ow)*t/${each}` : `(iw-ow)*(1-t/${each})`;
      return `[${index}:v]scale=1536:-2,crop=1280:720:x='${across}':y='(ih-oh)/2',setsar=1[v${index}]`;
    });
    for (const [index, still] of stills.entries()) {
      const path = join(folder, `${index}.jpg`);
      await writeFile(path, still);
      inputs.push('-loop', '1', '-framerate', String(FRAMES_PER_SEC), '-t', String(each), '-i', path);
    }
    await writeFile(join(folder, 'tune.wav'), makeTune(seed, durationSec));
    const joined = `${stills.map((_, index) => `[v${index}]`).join('')}concat=n=${stills.length}:v=1[v]`;
    // ISO 6709, as phones write it.
    const sign = (value: number, digits: number) =>
      `${value < 0 ? '-' : '+'}${Math.abs(value)
        .toFixed(4)
        .padStart(digits + 5, '0')}`;
    await ffmpeg([
      ...[...inputs, '-i', join(folder, 'tune.wav'), '-filter_complex', [...pans, joined].join(';')],
      ...['-map', '[v]', '-map', `${stills.length}:a`, '-t', String(durationSec)],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '27', '-pix_fmt', 'yuv420p', '-g', '30'],
      ...['-c:a', 'aac', '-b:a', '64k', '-metadata', `creation_time=${takenAt.toISOString()}`],
      ...(place ? ['-metadata', `location=${sign(place[0], 2)}${sign(place[1], 3)}/`] : []),
      ...['-movflags', '+faststart', join(folder, 'film.mp4')],
    ]);
    return readFile(join(folder, 'film.mp4'));
  });
}

export interface Song {
  readonly seed: number;
  readonly durationSec: number;
  readonly cover: Buffer;
  /** As ffmpeg names them: `title`, `artist`, `album`, `track`, `date`. */
  readonly tags: Readonly<{ [name: string]: string }>;
}

/** An MP3 with tags and its record's cover. */
export function makeSong({ seed, durationSec, cover, tags }: Song): Promise<Buffer> {
  return inScratchFolder(async (folder) => {
    await writeFile(join(folder, 'tune.wav'), makeTune(seed, durationSec));
    await writeFile(join(folder, 'cover.jpg'), cover);
    await ffmpeg([
      ...['-i', join(folder, 'tune.wav'), '-i', join(folder, 'cover.jpg'), '-map', '0:a', '-map', '1:v'],
      ...['-c:a', 'libmp3lame', '-b:a', '64k', '-c:v', 'copy', '-id3v2_version', '3'],
      ...['-metadata:s:v', 'comment=Cover (front)', '-disposition:v', 'attached_pic'],
      ...Object.entries(tags).flatMap(([name, value]) => ['-metadata', `${name}=${value}`]),
      join(folder, 'song.mp3'),
    ]);
    return readFile(join(folder, 'song.mp3'));
  });
}
