import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface Song {
  readonly durationSec: number;
  /** As ffmpeg names them: `title`, `artist`, `album`, `track`, `disc`, `album_artist`. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A quiet tone as an MP3 with tags. */
export async function makeSong(target: string, { durationSec, tags }: Song): Promise<void> {
  const metadata = Object.entries(tags).flatMap(([name, value]) => ['-metadata', `${name}=${value}`]);
  const tone = `sine=frequency=330:sample_rate=44100:duration=${durationSec}`;
  await run('ffmpeg', [
    ...['-v', 'error', '-y', '-f', 'lavfi', '-i', tone, '-af', 'volume=0.05'],
    ...[...metadata, '-b:a', '96k', target],
  ]);
}
