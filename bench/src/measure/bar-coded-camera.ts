import { execFileSync, spawnSync } from 'node:child_process';

const WIDTH = 320;
const HEIGHT = 180;
const RATE = 15;
const BITS = 12;
/** Of the strip at the top that holds the number, most significant bit first. */
const STRIP_HEIGHT = 60;
const DARK = 30;
const BRIGHT = 220;

/**
 * A film for Chromium's camera that counts: each picture carries its number as black and white bars. All pages of one browser
 * that use that camera get the same picture at the same moment, whatever their clocks show.
 */
export function writeBarCodedCamera(path: string, seconds: number): void {
  const frames: Buffer[] = [];
  for (let number = 0; number < seconds * RATE; number += 1) {
    const picture = Buffer.alloc(WIDTH * HEIGHT * 1.5, 128);
    for (let y = 0; y < HEIGHT; y += 1)
      for (let x = 0; x < WIDTH; x += 1) {
        const bit = Math.floor((x * BITS) / WIDTH);
        const isBright = y < STRIP_HEIGHT ? (number >> (BITS - 1 - bit)) & 1 : (x + y + number * 4) % 64 < 32;
        picture[y * WIDTH + x] = isBright ? BRIGHT : DARK;
      }
    frames.push(picture);
  }
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${WIDTH}x${HEIGHT}`, '-r', String(RATE)];
  const { status, stderr } = spawnSync('ffmpeg', ['-loglevel', 'error', ...raw, '-i', 'pipe:0', path], {
    input: Buffer.concat(frames),
  });
  if (status !== 0) throw new Error(`no camera: ${stderr.toString()}`);
}

/** The number of each picture of a film. */
export function readBarCodes(film: string): number[] {
  const filter = `crop=iw:ih/4:0:ih/24,scale=${BITS}:1:flags=area,format=gray`;
  const bytes = execFileSync(
    'ffmpeg',
    [
      '-loglevel',
      'error',
      '-i',
      film,
      '-map',
      '0:v:0',
      '-fps_mode',
      'passthrough',
      '-vf',
      filter,
      '-f',
      'rawvideo',
      'pipe:1',
    ],
    { maxBuffer: 64 * 1024 ** 2 },
  );
  return Array.from({ length: bytes.length / BITS }, (_, frame) =>
    bytes
      .subarray(frame * BITS, (frame + 1) * BITS)
      .reduce((number, value) => number * 2 + (value > 125 ? 1 : 0), 0),
  );
}

/** The time stamps of a film's pictures, ms. */
export function readTimeStamps(film: string): number[] {
  const what = ['-select_streams', 'v:0', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', film];
  return execFileSync('ffprobe', ['-v', 'error', ...what], { maxBuffer: 64 * 1024 ** 2 })
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => Number(line.replace(',', '')) * 1000);
}
