import { spawnSync } from 'node:child_process';

/** What no browser plays: HEVC of 10 bits in Matroska with a cinema's sound, written to `path`. */
export function makeFilm(
  path: string,
  { durationSec, size = '640x360' }: { durationSec: number; size?: string },
): void {
  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=24000/1001`];
  const hevc = [
    '-c:v',
    'libx265',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv420p10le',
    '-x265-params',
    'log-level=error',
  ];
  const sound = ['-f', 'lavfi', '-i', 'sine=frequency=330', '-c:a', 'ac3'];
  const outcome = spawnSync(
    'ffmpeg',
    ['-v', 'error', '-nostdin', '-y', ...picture, ...sound, '-t', String(durationSec), ...hevc, path],
    { encoding: 'utf8' },
  );
  if (outcome.status !== 0) throw new Error(`ffmpeg: ${outcome.stderr || outcome.error?.message}`);
}
