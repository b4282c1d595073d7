import { spawn } from 'node:child_process';

const TIMEOUT_MS = 10 * 60_000;
const MOST_ERROR_CHARS = 2_000;

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
