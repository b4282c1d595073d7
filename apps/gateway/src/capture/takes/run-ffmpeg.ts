import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';

const TIMEOUT_MS = 10 * 60_000;
const MOST_ERROR_CHARS = 2_000;

/**
 * The sound of a film as one channel of `rate` samples a second, from the film's first picture on; undefined where it has none.
 * What is missing in between is silence.
 */
export async function decodeSound(
  film: string,
  rate: number,
  longestSec: number,
): Promise<Float32Array | undefined> {
  const scratch = `${film}.sound`;
  try {
    await runFfmpeg([
      ...['-protocol_whitelist', 'file', '-f', 'mov', '-i', film, '-map', '0:a:0', '-t', String(longestSec)],
      ...[
        '-af',
        'aresample=async=1:first_pts=0',
        '-ac',
        '1',
        '-ar',
        String(rate),
        '-f',
        'f32le',
        '-y',
        scratch,
      ],
    ]);
    const { buffer, byteOffset, length } = await readFile(scratch);
    return new Float32Array(buffer.slice(byteOffset, byteOffset + length));
  } catch {
    return undefined;
  } finally {
    await rm(scratch, { force: true });
  }
}

/** Runs ffmpeg without a terminal, network or more than one thread; throws what it complained of. `killed` by `signal` counts, too. */
export function runFfmpeg(args: readonly string[], signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      'ffmpeg',
      ['-hide_banner', '-nostdin', '-loglevel', 'error', '-threads', '1', ...args],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
        timeout: TIMEOUT_MS,
        killSignal: 'SIGKILL',
        ...(signal && { signal }),
      },
    );
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => (complaints = (complaints + chunk).slice(-MOST_ERROR_CHARS)));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`ffmpeg ended with ${code}: ${complaints}`)),
    );
  });
}
