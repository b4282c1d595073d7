import { ByteSource, type RandomAccess } from '../probing/byte-source.js';
import { findWebpLength } from '../probing/cut-webp.js';
import { gifEndsEarly } from './gif-end.js';

const MOST_BOXES = 1_000;
/** Of 8 KiB, as most programs write them, in 800 MB. */
const MOST_CHUNKS = 100_000;

/**
 * Whether the file ends before what it says of itself: RIFF, the boxes of HEIC, AVIF, JPEG XL and JPEG 2000, the first directory of
 * TIFF, the blocks of GIF, the chunks of PNG, the length of BMP.
 */
export function endsEarly(source: RandomAccess): boolean {
  const webpLength = findWebpLength(source);
  if (webpLength !== undefined) return webpLength > source.size;
  const head = source.read(0, 8);
  if (head.length < 8) return false;
  const magic = head.toString('latin1', 0, 4);
  if (magic === 'II*\0') return head.readUInt32LE(4) >= source.size;
  if (magic === 'GIF8') return gifEndsEarly(source);
  if (magic === 'MM\0*') return head.readUInt32BE(4) >= source.size;
  if (magic === '\x89PNG') return pngEndsEarly(source);
  if (magic.startsWith('BM')) return head.readUInt32LE(2) > source.size;
  return IN_BOXES.has(head.toString('latin1', 4, 8)) && lastBoxEnd(source) > source.size;
}

/** What files in boxes begin with. */
const IN_BOXES = new Set(['ftyp', 'JXL ', 'jP  ']);

/** Whether it ends before its last chunk (ISO/IEC 15948, 5.3): length, type, content, checksum. */
function pngEndsEarly(source: RandomAccess): boolean {
  for (let at = 8, chunks = 0; chunks < MOST_CHUNKS; chunks += 1) {
    const header = source.read(at, 8);
    if (header.length < 8) return true;
    if (header.toString('latin1', 4, 8) === 'IEND') return false;
    at += 12 + header.readUInt32BE(0);
  }
  return false;
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
