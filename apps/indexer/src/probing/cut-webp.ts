import { readFile, stat } from 'node:fs/promises';
import { inMemory, type RandomAccess } from './byte-source.js';

/** A larger picture is decoded as it is, or not at all. */
const MOST_BYTES = 64 * 1024 ** 2;
/** How much of it must be there: the rest is what a hostile file promises. */
const LEAST_SHARE = 0.1;
const RIFF_HEADER_BYTES = 12;
/** Behind the first chunk's header, where its size is written: filled up, a cut one would be read as another size. */
const SIZE_ENDS_AT = 30;

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
  if (size > MOST_BYTES || size < SIZE_ENDS_AT) return undefined;
  const bytes = await readFile(path);
  const length = findWebpLength(inMemory(bytes)) ?? 0;
  if (length <= size || length > MOST_BYTES || size < length * LEAST_SHARE) return undefined;
  return Buffer.concat([bytes, Buffer.alloc(length - size)]);
}
