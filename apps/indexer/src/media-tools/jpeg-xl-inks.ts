import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runConfined } from './confined-process.js';
import { limitsFor } from './work-limits.js';

/** Five numbers of 32 bits for each pixel must fit what a tool may write. */
const MAX_PIXELS = 24_000_000;

/** Where the black ink and the transparency of a printed JPEG XL stand among its additional channels. */
interface Inks {
  readonly black: number;
  readonly alpha: number | undefined;
}

/** What `jxlinfo -v` says of them; undefined where it is no picture of four inks. Pure. */
export function readInks(report: string): Inks | undefined {
  const types = [...report.matchAll(/extra channel (\d+):\s+type: (\w+)/g)].map(([, , type]) => type);
  const [black, alpha] = [types.indexOf('Black'), types.indexOf('Alpha')];
  return black < 0 ? undefined : { black, alpha: alpha < 0 ? undefined : alpha };
}

/**
 * A JPEG XL of four inks, as a TIFF with its profile: ffmpeg leaves the black one out.
 *
 * @returns undefined where it has no black ink, or is too large
 * @throws ToolFailed, `missing` where the tools are not installed
 */
export async function readJpegXlInks(path: string, pixels: number): Promise<Buffer | undefined> {
  if (pixels > MAX_PIXELS) return undefined;
  const inks = readInks((await runConfined('jxlinfo', ['-v', path])).stdout.toString('utf8'));
  if (!inks) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'hearth-jxl-'));
  try {
    const [numbers, profile] = [join(folder, 'inks.npy'), join(folder, 'inks.icc')];
    await runConfined('djxl', [path, numbers, `--icc_out=${profile}`], limitsFor(pixels));
    return tiffOfInks(await readFile(numbers), inks, await readFile(profile));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Numbers {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** 1 is no ink. */
  readonly values: Float32Array;
}

/** NumPy's format, version 1: a header in Python's words, then the numbers; of several frames the first. */
function readNumbers(file: Buffer): Numbers {
  const start = 10 + file.readUInt16LE(8);
  const shape = /'shape': \((\d+), (\d+), (\d+), (\d+)/.exec(file.toString('latin1', 10, start));
  const [height = 0, width = 0, channels = 0] = (shape ?? []).slice(2).map(Number);
  const bytes = file.subarray(start, start + width * height * channels * 4);
  return { width, height, channels, values: new Float32Array(Uint8Array.from(bytes).buffer) };
}

const COLOURS = 3;

/** A TIFF of what `djxl` wrote as NumPy's numbers; what is transparent lets the paper through. */
export function tiffOfInks(numbers: Buffer, inks: Inks, profile: Buffer): Buffer {
  const { width, height, channels, values } = readNumbers(numbers);
  const pixels = Buffer.alloc(width * height * 4);
  const places = [0, 1, 2, COLOURS + inks.black];
  for (let from = 0, to = 0; to < pixels.length; from += channels, to += 4) {
    const seen = inks.alpha === undefined ? 1 : (values[from + COLOURS + inks.alpha] ?? 1);
    for (const [ink, place] of places.entries()) {
      pixels[to + ink] = Math.round(255 * seen * (1 - Math.min(1, Math.max(0, values[from + place] ?? 1))));
    }
  }
  return wrapInks({ width, height, pixels, profile });
}

type Entry = [tag: number, type: number, count: number, value: number];

/** A TIFF of one strip (TIFF 6.0, section 16: separated). */
function wrapInks({
  width,
  height,
  pixels,
  profile,
}: {
  width: number;
  height: number;
  pixels: Buffer;
  profile: Buffer;
}): Buffer {
  const [SHORT, LONG, BYTES] = [3, 4, 7];
  const HEADER_BYTES = 8;
  const bits = HEADER_BYTES + pixels.length;
  const entries: Entry[] = [
    [256, LONG, 1, width],
    [257, LONG, 1, height],
    [258, SHORT, 4, bits],
    [259, SHORT, 1, 1],
    [262, SHORT, 1, 5],
    [273, LONG, 1, HEADER_BYTES],
    [277, SHORT, 1, 4],
    [278, LONG, 1, height],
    [279, LONG, 1, pixels.length],
    ...(profile.length > 0 ? [[34675, BYTES, profile.length, bits + 8] as Entry] : []),
  ];
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('II*\0', 'latin1');
  header.writeUInt32LE(bits + 8 + profile.length, 4);
  const bitsPerSample = Buffer.from(Uint16Array.of(8, 8, 8, 8).buffer);
  const directory = Buffer.alloc(2 + entries.length * 12 + 4);
  directory.writeUInt16LE(entries.length, 0);
  for (const [at, [tag, type, count, value]] of entries.entries()) {
    const place = 2 + at * 12;
    directory.writeUInt16LE(tag, place);
    directory.writeUInt16LE(type, place + 2);
    directory.writeUInt32LE(count, place + 4);
    directory.writeUInt32LE(value, place + 8);
  }
  return Buffer.concat([header, pixels, bitsPerSample, profile, directory]);
}
