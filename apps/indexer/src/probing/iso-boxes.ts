import type { RandomAccess } from './byte-source.js';

/** One box of an ISO base media file (ISO/IEC 14496-12, 4.2); offsets are into the file. */
export interface IsoBox {
  type: string;
  /** First byte of the content, after the header. */
  start: number;
  end: number;
}

/** A file of more boxes at one level than this is an attack, not a film. */
const MAX_BOXES = 10_000;

/** The boxes that lie in one stretch of the file, in order; stops at the first that does not fit. */
export function listBoxes(source: RandomAccess, start = 0, end = source.size): IsoBox[] {
  const boxes: IsoBox[] = [];
  for (let at = start; at + 8 <= end && boxes.length < MAX_BOXES;) {
    const header = source.read(at, 16);
    if (header.length < 8) break;
    let size = header.readUInt32BE(0);
    let headerBytes = 8;
    if (size === 1 && header.length === 16) {
      size = Number(header.readBigUInt64BE(8));
      headerBytes = 16;
    } else if (size === 0) {
      size = end - at;
    }
    if (size < headerBytes) break;
    boxes.push({
      type: header.toString('latin1', 4, 8),
      start: at + headerBytes,
      end: Math.min(at + size, end),
    });
    at += size;
  }
  return boxes;
}

/** The first box under a path of types, e.g. `['moov', 'mvhd']`. */
export function findBox(source: RandomAccess, path: readonly string[], within?: IsoBox): IsoBox | undefined {
  const [type, ...rest] = path;
  const box = listBoxes(source, within?.start, within?.end).find((candidate) => candidate.type === type);
  return box && rest.length > 0 ? findBox(source, rest, box) : box;
}

/** A box's content, up to a bound that no sane header exceeds. */
export function readBox(source: RandomAccess, box: IsoBox, maxBytes = 1024 * 1024): Buffer {
  return source.read(box.start, Math.min(box.end - box.start, maxBytes));
}
