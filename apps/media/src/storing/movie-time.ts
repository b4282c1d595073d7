import { open } from 'node:fs/promises';
import { isBelievable } from '@hearth/catalog/taken-time';

/** So many boxes lie beside each other in no film; each costs a read. */
const MAX_BOXES = 1_000;
const HEADER_BYTES = 16;
/** From 1904, where the clock of QuickTime starts, to 1970. */
const UNIX_EPOCH_SEC = 2_082_844_800;
/** Version, flags and the time, in either width. */
const TIME_BYTES = 12;

/** Answers fewer bytes than asked for at the end. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>;

interface Span {
  readonly start: number;
  readonly end: number;
}

/** When the film in this file was made; undefined where it does not say, or is no film. */
export async function readMovieTime(path: string): Promise<Date | undefined> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    return await findMovieTime(async (position, length) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    }, size);
  } finally {
    await file.close();
  }
}

/**
 * The creation time of `moov/mvhd` (ISO/IEC 14496-12, 8.2.2). Bytes are anybody's: nothing is believed but that a box
 * ends behind its header.
 */
export async function findMovieTime(read: ReadAt, sizeBytes: number): Promise<Date | undefined> {
  const movie = await findBox(read, 'moov', { start: 0, end: sizeBytes });
  const header = movie && (await findBox(read, 'mvhd', movie));
  if (!header || header.end - header.start < TIME_BYTES) return undefined;
  const content = await read(header.start, TIME_BYTES);
  if (content.length < TIME_BYTES) return undefined;
  const seconds = content[0] === 1 ? Number(content.readBigUInt64BE(4)) : content.readUInt32BE(4);
  // Cameras whose clock was never set write 0, and some count from 1970: both are before there were such films.
  const time = new Date((seconds - UNIX_EPOCH_SEC) * 1000);
  return seconds > UNIX_EPOCH_SEC && isBelievable(time.getTime()) ? time : undefined;
}

/** What lies in the first box of a type within a stretch of the file (ISO/IEC 14496-12, 4.2). */
async function findBox(read: ReadAt, type: string, { start, end }: Span): Promise<Span | undefined> {
  let position = start;
  for (let count = 0; count < MAX_BOXES && position + 8 <= end; count += 1) {
    const header = await read(position, HEADER_BYTES);
    if (header.length < 8) return undefined;
    const short = header.readUInt32BE(0);
    if (short === 1 && header.length < HEADER_BYTES) return undefined;
    const headerBytes = short === 1 ? 16 : 8;
    const sizeBytes = short === 1 ? Number(header.readBigUInt64BE(8)) : short === 0 ? end - position : short;
    if (sizeBytes < headerBytes) return undefined;
    const next = Math.min(end, position + sizeBytes);
    if (header.toString('latin1', 4, 8) === type) return { start: position + headerBytes, end: next };
    position = next;
  }
  return undefined;
}
