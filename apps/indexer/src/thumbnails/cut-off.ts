import { readFile, stat } from 'node:fs/promises';
import { ByteSource, inMemory, type RandomAccess } from '../probing/byte-source.js';
import { gifEndsEarly } from './gif-end.js';

/** A larger picture is decoded as it is, or not at all. */
const MOST_BYTES = 64 * 1024 ** 2;
/** How much of it must be there: the rest is what a hostile file promises. */
const LEAST_SHARE = 0.1;
const RIFF_HEADER_BYTES = 12;
const MOST_BOXES = 1_000;

/** How long a WebP says that it is (RFC 9649, section 2.4); undefined for what is none. */
export function findWebpLength(source: RandomAccess): number | undefined {
  const header = source.read(0, RIFF_HEADER_BYTES);
  const isWebp =
    header.length === RIFF_HEADER_BYTES &&
    header.toString('latin1', 0, 4) === 'RIFF' &&
    header.toString('latin1', 8, 12) === 'WEBP';
  return isWebp ? header.readUInt32LE(4) + 8 : undefined;
}

/** A WebP of which the end is missing, with nothing in its place; undefined for one that is whole, or of which too little is there. */
export async function fillCutWebp(path: string): Promise<Buffer | undefined> {
  const { size } = await stat(path);
  if (size > MOST_BYTES) return undefined;
  const bytes = await readFile(path);
  const length = findWebpLength(inMemory(bytes)) ?? 0;
  if (length <= size || length > MOST_BYTES || size < length * LEAST_SHARE) return undefined;
  return Buffer.concat([bytes, Buffer.alloc(length - size)]);
}

/** Whether the file ends before what it says of itself: RIFF, the boxes of HEIC and AVIF, the first directory of TIFF, the blocks of GIF. */
export function endsEarly(source: RandomAccess): boolean {
  const webpLength = findWebpLength(source);
  if (webpLength !== undefined) return webpLength > source.size;
  const head = source.read(0, 8);
  if (head.length < 8) return false;
  const magic = head.toString('latin1', 0, 4);
  if (magic === 'II*\0') return head.readUInt32LE(4) >= source.size;
  if (magic === 'GIF8') return gifEndsEarly(source);
  if (magic === 'MM\0*') return head.readUInt32BE(4) >= source.size;
  return head.toString('latin1', 4, 8) === 'ftyp' && lastBoxEnd(source) > source.size;
}

/** Where the boxes at the top of the file end, by their own words. */
function lastBoxEnd(source: RandomAccess): number {
  let at = 0;
  for (let boxes = 0; at + 8 <= source.size && boxes < MOST_BOXES; boxes += 1) {
    const header = source.read(at, 16);
    const short = header.readUInt32BE(0);
    if (short === 0) return source.size;
    const size = short === 1 && header.length === 16 ? Number(header.readBigUInt64BE(8)) : short;
    if (size < 8) return at;
    at += size;
  }
  return at;
}

/** What libheif leaves where it found nothing: no light and no colour, which is a green in RGB. */
const NOTHING = { r: 0, g: 136, b: 0 };
const GREY = 128;

/** Of a picture whose file ends early: grey stands where its decoder had nothing to decode. Returns whether anything else is left. */
export function greyWhatIsMissing(rgba: Uint8Array | Uint8ClampedArray): boolean {
  let isAnythingLeft = false;
  for (let at = 0; at < rgba.length; at += 4) {
    if (rgba[at] === NOTHING.r && rgba[at + 1] === NOTHING.g && rgba[at + 2] === NOTHING.b)
      rgba.fill(GREY, at, at + 3);
    else isAnythingLeft = true;
  }
  return isAnythingLeft;
}

/** Whether a file ends early. What cannot be read ends nowhere. */
export function fileEndsEarly(path: string): boolean {
  let source: ByteSource | undefined;
  try {
    source = ByteSource.open(path);
    return endsEarly(source);
  } catch {
    return false;
  } finally {
    source?.close();
  }
}
