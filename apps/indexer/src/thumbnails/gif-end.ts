import type { RandomAccess } from '../probing/byte-source.js';

const CHUNK_BYTES = 64 * 1024;
/** Whoever is longer is not followed to the end. */
const MOST_BYTES = 256 * 1024 ** 2;
const [EXTENSION, PICTURE] = [0x21, 0x2c];
const SCREEN_BYTES = 13;

/** Whether a GIF ends amid a block (GIF89a, appendix B). Where only the last byte is missing, nothing of its pictures is. */
export function gifEndsEarly(source: RandomAccess): boolean {
  let [from, chunk] = [0, source.read(0, CHUNK_BYTES)];
  const byteAt = (at: number): number | undefined => {
    if (at < from || at >= from + chunk.length) [from, chunk] = [at, source.read(at, CHUNK_BYTES)];
    return chunk[at - from];
  };
  const tableBytes = (flags = 0): number => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  const endOfPieces = (start: number): number => {
    let at = start;
    for (let size = byteAt(at); size !== 0; size = byteAt(at)) {
      if (size === undefined) return Infinity;
      at += 1 + size;
    }
    return at + 1;
  };
  let at = SCREEN_BYTES + tableBytes(byteAt(SCREEN_BYTES - 3));
  while (at < Math.min(source.size, MOST_BYTES)) {
    const kind = byteAt(at);
    if (kind === EXTENSION) at = endOfPieces(at + 2);
    else if (kind === PICTURE) at = endOfPieces(at + 11 + tableBytes(byteAt(at + 9)));
    else return false;
  }
  return at > source.size && source.size < MOST_BYTES;
}
