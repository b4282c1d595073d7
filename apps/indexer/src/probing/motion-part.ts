import type { RandomAccess } from './byte-source.js';
import { listBoxes } from './iso-boxes.js';

/** Where in a picture's file its film lies, an MP4 as it is. */
export interface MotionPart {
  readonly offsetBytes: number;
  readonly lengthBytes: number;
}

/** Films of a few seconds; what is larger is something else. */
const LARGEST_BYTES = 256 * 1024 ** 2;
const MAX_PACKET_CHARACTERS = 512 * 1024;

/** Samsung's trailer: blocks, then a directory of them, its length and a mark. */
const SAMSUNG = {
  directory: 'SEFH',
  end: 'SEFT',
  entryBytes: 12,
  motionPhoto: 0x0a30,
  maxEntries: 100,
} as const;

/**
 * Finds the film of a Motion Photo: by Google's XMP (Motion Photo format 1.0, and MicroVideo before it), in the box of its own
 * that HEIC has, or in Samsung's trailer. Undefined where there is none, or what is said to be one is not.
 */
export function findMotionPart(source: RandomAccess, xmp: string | undefined): MotionPart | undefined {
  const candidates = [findByXmp(source, xmp), findByBox(source), findBySamsung(source)];
  return candidates.find((part) => part !== undefined && isFilm(source, part));
}

function isFilm(source: RandomAccess, { offsetBytes, lengthBytes }: MotionPart): boolean {
  const fits =
    offsetBytes > 0 &&
    lengthBytes > 8 &&
    lengthBytes <= LARGEST_BYTES &&
    offsetBytes + lengthBytes <= source.size;
  return fits && source.read(offsetBytes + 4, 4).toString('latin1') === 'ftyp';
}

/** Both forms count from the end of the file. */
function findByXmp(source: RandomAccess, xmp: string | undefined): MotionPart | undefined {
  const packet = xmp?.slice(0, MAX_PACKET_CHARACTERS) ?? '';
  const item = [
    ...packet.matchAll(/<[^<>]{0,1000}:Semantic\s*=\s*["']MotionPhoto["'][^<>]{0,1000}>/g),
  ][0]?.[0];
  const length = /:Length\s*=\s*["'](\d{1,12})["']/.exec(item ?? '')?.[1];
  const offset = /:MicroVideoOffset\s*(?:=\s*["']|>)(\d{1,12})/.exec(packet)?.[1];
  const lengthBytes = Number(length ?? offset ?? Number.NaN);
  return Number.isNaN(lengthBytes) ? undefined : { offsetBytes: source.size - lengthBytes, lengthBytes };
}

function findByBox(source: RandomAccess): MotionPart | undefined {
  if (source.read(4, 4).toString('latin1') !== 'ftyp') return undefined;
  const box = listBoxes(source).find(({ type }) => type === 'mpvd');
  return box && { offsetBytes: box.start, lengthBytes: box.end - box.start };
}

function findBySamsung(source: RandomAccess): MotionPart | undefined {
  const tail = source.tail(8);
  if (tail.length < 8 || tail.toString('latin1', 4) !== SAMSUNG.end) return undefined;
  const start = source.size - 8 - tail.readUInt32LE(0);
  const directory = source.read(
    start,
    Math.min(tail.readUInt32LE(0), 12 + SAMSUNG.maxEntries * SAMSUNG.entryBytes),
  );
  if (directory.toString('latin1', 0, 4) !== SAMSUNG.directory) return undefined;
  for (let at = 12; at + SAMSUNG.entryBytes <= directory.length; at += SAMSUNG.entryBytes) {
    if (directory.readUInt16LE(at + 2) !== SAMSUNG.motionPhoto) continue;
    const [back, size] = [directory.readUInt32LE(at + 4), directory.readUInt32LE(at + 8)];
    const header = source.read(start - back, 8);
    // Its kind, the length of its name, the name.
    const headerBytes = header.length < 8 ? size : 8 + header.readUInt32LE(4);
    return { offsetBytes: start - back + headerBytes, lengthBytes: size - headerBytes };
  }
  return undefined;
}
