import type { Storyboard } from '@hearth/catalog';
import { runConfined } from '../media-tools/confined-process.js';
import { confinedInput } from '../media-tools/ffmpeg.js';
import { commonColour } from '../renditions/common-colour.js';
import type { PlannedColour } from '../renditions/rendition-plan.js';

/** The whole film is read for it, at a low priority. */
const LIMITS = { wallClockMs: 20 * 60_000, cpuSec: 600 };
const QUALITY = '5';

/**
 * Draws a film's small pictures on one sheet, from its key frames; between two of them the earlier one stands.
 *
 * @param film.path absolute
 * @returns a JPEG
 * @throws ToolFailed
 */
export async function drawStoryboard(
  { path, colour }: { path: string; colour: PlannedColour | undefined },
  { tiles, columns, tileWidth, tileHeight, everySec }: Storyboard,
  signal: AbortSignal,
): Promise<Buffer> {
  const filters = [
    `fps=1/${everySec}:round=near:start_time=0`,
    `scale=${tileWidth}:${tileHeight}`,
    'setsar=1',
    ...(colour ? commonColour(colour) : []),
    'format=yuvj420p',
    // A film that ends earlier than it says keeps its last picture.
    `tpad=stop_mode=clone:stop=${tiles}`,
    `trim=end_frame=${tiles}`,
    `tile=${columns}x${Math.ceil(tiles / columns)}`,
  ];
  const args = [
    ...[
      '-n',
      '15',
      'ffmpeg',
      '-nostdin',
      '-v',
      'error',
      '-hide_banner',
      '-threads',
      '1',
      '-skip_frame',
      'nokey',
    ],
    ...[...confinedInput(undefined), '-i', `file:${path}`, '-map', '0:V:0', '-vf', filters.join(',')],
    ...['-frames:v', '1', '-c:v', 'mjpeg', '-q:v', QUALITY, '-f', 'image2pipe', 'pipe:1'],
  ];
  return (await runConfined('nice', args, LIMITS, signal)).stdout;
}
