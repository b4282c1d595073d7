import type { RandomAccess } from './byte-source.js';
import { listBoxes, readBox, type IsoBox } from './iso-boxes.js';

/** What numbers of a picture mean, as code points of ITU-T H.273. */
export interface CodePoints {
  /** 8.1: 1 is BT.709 (as sRGB), 9 is BT.2020, 12 is P3 with the white of a screen. */
  readonly primaries: number;
  /** 8.2: 13 is sRGB, 16 is PQ, 18 is HLG. */
  readonly transfer: number;
}

/** Names that ffprobe gives to the code points that pictures and films have. */
const PRIMARIES: Readonly<Record<string, number>> = {
  ...{ bt709: 1, bt470m: 4, bt470bg: 5, smpte170m: 6, smpte240m: 7, bt2020: 9, smpte431: 11, smpte432: 12 },
};
const TRANSFERS: Readonly<Record<string, number>> = {
  ...{ bt709: 1, gamma22: 4, bt470m: 4, gamma28: 5, bt470bg: 5, smpte170m: 6, smpte240m: 7, linear: 8 },
  ...{ 'iec61966-2-4': 11, 'iec61966-2-1': 13, 'bt2020-10': 14, 'bt2020-12': 15 },
  ...{ smpte2084: 16, 'arib-std-b67': 18 },
};
const UNKNOWN = 2;

export function codePointsFromNames(primaries: string | undefined, transfer: string | undefined): CodePoints {
  return {
    primaries: PRIMARIES[primaries ?? ''] ?? UNKNOWN,
    transfer: TRANSFERS[transfer ?? ''] ?? UNKNOWN,
  };
}

/** Those that look like sRGB as they are: BT.601 and 709 differ by less than anybody sees. */
const COMMON_PRIMARIES = new Set([1, UNKNOWN, 5, 6, 7]);
const COMMON_TRANSFERS = new Set([1, UNKNOWN, 6, 7, 11, 13, 14, 15]);

/** Whether a common screen shows such a picture rightly as it is. */
export function isCommon({ primaries, transfer }: CodePoints): boolean {
  return COMMON_PRIMARIES.has(primaries) && COMMON_TRANSFERS.has(transfer);
}

/** The `nclx` colour among a picture's properties (ISO/IEC 14496-12, 12.1.5), unless a profile says it better. */
export function readNclx(source: RandomAccess, properties: readonly IsoBox[]): CodePoints | undefined {
  const colours = properties.filter(({ type }) => type === 'colr').map((box) => readBox(source, box, 16));
  const typeOf = (content: Buffer): string => content.toString('latin1', 0, 4);
  if (colours.some((content) => ['prof', 'rICC'].includes(typeOf(content)))) return undefined;
  const nclx = colours.find((content) => typeOf(content) === 'nclx' && content.length >= 10);
  return nclx && { primaries: nclx.readUInt16BE(4), transfer: nclx.readUInt16BE(6) };
}

/** Of an image sequence, as its first track of pictures says (the sample entry's `colr`). */
export function readSequenceNclx(source: RandomAccess): CodePoints | undefined {
  const within = (boxes: IsoBox[], type: string, skip = 0): IsoBox[] =>
    boxes.filter((box) => box.type === type).flatMap((box) => listBoxes(source, box.start + skip, box.end));
  const tables = ['trak', 'mdia', 'minf', 'stbl'].reduce(
    (boxes, type) => within(boxes, type),
    within(listBoxes(source), 'moov'),
  );
  const entries = within(tables, 'stsd', SAMPLE_TABLE_BYTES).filter(({ type }) =>
    /^(av01|hvc1|hev1)$/.test(type),
  );
  const [first] = entries;
  return first && readNclx(source, listBoxes(source, first.start + VISUAL_ENTRY_BYTES, first.end));
}

/** Version, flags and the number of entries stand before them. */
const SAMPLE_TABLE_BYTES = 8;
/** A VisualSampleEntry's own fields (14496-12, 12.1.3.2). */
const VISUAL_ENTRY_BYTES = 78;

/** The chunk `cICP` of a PNG (third edition, 11.3.2.6), which counts for more than its profile. */
export function readPngCodePoints(source: RandomAccess): CodePoints | undefined {
  for (let at = 8, count = 0; at + 12 <= source.size && count < MAX_CHUNKS; count += 1) {
    const chunk = source.read(at, 12);
    if (chunk.length < 12) return undefined;
    const type = chunk.toString('latin1', 4, 8);
    if (type === 'IDAT') return undefined;
    if (type === 'cICP') return { primaries: chunk[8] ?? UNKNOWN, transfer: chunk[9] ?? UNKNOWN };
    at += 12 + chunk.readUInt32BE(0);
  }
  return undefined;
}

const MAX_CHUNKS = 1_000;
