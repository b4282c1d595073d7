import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CAPTURE_KINDS, findEnvelope } from '@hearth/contracts';
import { shownForMs } from './film-stamps.js';
import { runFfmpeg } from './run-ffmpeg.js';
import { readJournal } from './take-journal.js';
import type { Recorded } from './take-recorder.js';

/**
 * A film from a phone that could only send JPEGs, which no browser plays from an MP4: the one case in which something is
 * encoded anew. Each picture stands at its own time. False when there are no pictures.
 */
export async function filmFromPictures({ path, journalPath, deviceId, times }: Recorded): Promise<boolean> {
  const pictures = (await readJournal(journalPath)).flatMap((entry) => {
    const envelope = entry.type === 'envelope' ? findEnvelope(entry.bytes) : undefined;
    return envelope?.kind === CAPTURE_KINDS.jpeg ? [envelope.payload] : [];
  });
  if (pictures.length === 0) return false;
  const folder = join(dirname(path), `pictures-${pictures.length}-${deviceId.length}`);
  await mkdir(folder, { recursive: true });
  try {
    const lines = ['ffconcat version 1.0'];
    const shownMs = shownForMs(times);
    for (const [index, picture] of pictures.entries()) {
      await writeFile(join(folder, `${index}.jpg`), picture);
      lines.push(`file ${index}.jpg`, `duration ${((shownMs[index] ?? 0) / 1000).toFixed(6)}`);
    }
    await writeFile(join(folder, 'list.txt'), lines.join('\n'));
    await runFfmpeg([
      ...['-protocol_whitelist', 'file', '-f', 'concat', '-i', join(folder, 'list.txt')],
      ...['-fps_mode', 'passthrough', '-enc_time_base', '1:90000', '-video_track_timescale', '90000'],
      ...[
        '-vf',
        'scale=trunc(iw/2)*2:trunc(ih/2)*2',
        '-c:v',
        'libx264',
        '-preset',
        'veryfast',
        '-pix_fmt',
        'yuv420p',
      ],
      ...['-movflags', '+faststart', '-y', path],
    ]);
    return true;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
