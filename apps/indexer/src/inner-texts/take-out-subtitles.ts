import { rm, writeFile, mkdir } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { runConfined } from '../media-tools/confined-process.js';
import { confinedInput } from '../media-tools/ffmpeg.js';
import type { SubtitleToTakeOut } from './plan-inner-texts.js';

/** The whole film is read for it, at a low priority. */
const READ_LIMITS = { wallClockMs: 20 * 60_000, cpuSec: 300, outputBytes: 64 * 1024 ** 2 };
const WRITE_LIMITS = { wallClockMs: 60_000, cpuSec: 60, outputBytes: 8 * 1024 ** 2 };
const COMMAND = ['-n', '15', 'ffmpeg', '-nostdin', '-v', 'error', '-hide_banner', '-threads', '1'];

/**
 * Takes text subtitles out of a film as WebVTT: the film is read once, for all of them together.
 *
 * @param film.path absolute
 * @param film.subtitles their streams in its container, and whether each is to be read as plain text
 * @returns one WebVTT each, in this order
 * @throws ToolFailed
 */
export async function takeOutSubtitles(
  { path, subtitles }: { path: string; subtitles: readonly Pick<SubtitleToTakeOut, 'stream' | 'isPlain'>[] },
  draftFolder: string,
  signal: AbortSignal,
): Promise<Buffer[]> {
  if (subtitles.length === 0) return [];
  const maps = subtitles.flatMap(({ stream }) => ['-map', `0:${stream}`]);
  const plain = subtitles.flatMap(({ stream, isPlain }) => (isPlain ? [`-c:${stream}`, 'subrip'] : []));
  const read = [
    ...COMMAND,
    ...confinedInput(undefined),
    ...plain,
    '-i',
    `file:${path}`,
    ...maps,
    '-c:s',
    'srt',
  ];
  const { stdout: together } = await runConfined(
    'nice',
    [...read, '-f', 'matroska', 'pipe:1'],
    READ_LIMITS,
    signal,
  );
  const draft = join(draftFolder, `.${randomUUID()}`);
  await mkdir(dirname(draft), { recursive: true });
  try {
    await writeFile(draft, together);
    const texts: Buffer[] = [];
    for (let index = 0; index < subtitles.length; index += 1) {
      const write = [...COMMAND, ...confinedInput('matroska'), '-i', `file:${draft}`, '-map', `0:${index}`];
      texts.push(
        (await runConfined('nice', [...write, '-f', 'webvtt', 'pipe:1'], WRITE_LIMITS, signal)).stdout,
      );
    }
    return texts;
  } finally {
    await rm(draft, { force: true });
  }
}
