import type { RandomAccess } from './byte-source.js';
import { findBox, listBoxes, readBox } from './iso-boxes.js';
import type { WrittenTime } from '@hearth/catalog/taken-time';
import { parseQuickTimeSeconds } from './taken.js';

/** What the movie header says (ISO/IEC 14496-12, 8.2.2). */
export interface MovieHeader {
  /** Undefined where the header leaves it open, as in fragmented films. */
  durationSec: number | undefined;
  createdAt: WrittenTime | undefined;
}

/** Reads `moov/mvhd`; undefined when the film has none (and so cannot be played). */
export function readMovieHeader(source: RandomAccess): MovieHeader | undefined {
  const box = findBox(source, ['moov', 'mvhd']);
  if (!box) return undefined;
  const content = readBox(source, box);
  const isLong = content[0] === 1;
  if (content.length < (isLong ? 32 : 20)) return undefined;
  const created = isLong ? Number(content.readBigUInt64BE(4)) : content.readUInt32BE(4);
  const timescale = content.readUInt32BE(isLong ? 20 : 12);
  const duration = isLong ? Number(content.readBigUInt64BE(24)) : content.readUInt32BE(16);
  const isUnknown = duration === 0 || timescale === 0 || duration === (isLong ? 2 ** 64 : 0xffffffff);
  return {
    durationSec: isUnknown ? undefined : duration / timescale,
    createdAt: parseQuickTimeSeconds(created),
  };
}

export interface TrackHeader {
  id: number;
  /** The tracks that hold its chapters' titles and pictures. */
  chapters: readonly number[];
  /** `vide`, `soun`, `pict`, `text`, `sbtl`, `meta`, … */
  handler: string;
  /** Sample entry, e.g. `avc1`. */
  format: string;
  /** Of the sample entry, in pixels; 0 for what has no picture. */
  width: number;
  height: number;
  /** Clockwise, a multiple of 90, from the track's matrix. */
  rotation: number;
}

/** Turns a matrix's first row and second row (a b / c d, 16.16) into the nearest quarter turn clockwise. */
export function toRotation(a: number, b: number, c: number, d: number): number {
  if (a === 0 && d === 0 && (b !== 0 || c !== 0)) return b > 0 ? 90 : 270;
  return a < 0 && d < 0 ? 180 : 0;
}

function readTrack(source: RandomAccess, start: number, end: number): TrackHeader | undefined {
  const trak = { type: 'trak', start, end };
  const tkhd = findBox(source, ['tkhd'], trak);
  const hdlr = findBox(source, ['mdia', 'hdlr'], trak);
  const chap = findBox(source, ['tref', 'chap'], trak);
  const stsd = findBox(source, ['mdia', 'minf', 'stbl', 'stsd'], trak);
  if (!tkhd || !hdlr) return undefined;
  const header = readBox(source, tkhd);
  const matrix = header[0] === 1 ? 52 : 40;
  if (header.length < matrix + 36) return undefined;
  const [a, b, c, d] = [0, 4, 12, 16].map((offset) => header.readInt32BE(matrix + offset)) as [
    number,
    number,
    number,
    number,
  ];
  const entry = stsd ? readBox(source, stsd, 64) : Buffer.alloc(0);
  const handler = readBox(source, hdlr, 64).toString('latin1', 8, 12);
  const isPicture = /^(vide|pict|auxv)$/.test(handler) && entry.length >= 44;
  const references = chap ? readBox(source, chap, 64) : Buffer.alloc(0);
  return {
    id: header.readUInt32BE(header[0] === 1 ? 20 : 12),
    chapters: Array.from({ length: Math.floor(references.length / 4) }, (_, at) =>
      references.readUInt32BE(at * 4),
    ),
    handler,
    format: entry.toString('latin1', 12, 16),
    width: isPicture ? entry.readUInt16BE(40) : 0,
    height: isPicture ? entry.readUInt16BE(42) : 0,
    rotation: toRotation(a, b, c, d),
  };
}

/** The film's tracks as their headers describe them. */
export function readTracks(source: RandomAccess): TrackHeader[] {
  const moov = findBox(source, ['moov']);
  if (!moov) return [];
  return listBoxes(source, moov.start, moov.end)
    .filter((box) => box.type === 'trak')
    .map((box) => readTrack(source, box.start, box.end))
    .filter((track) => track !== undefined);
}

/** A piece of the film's user data (`moov/udta`), e.g. `©xyz`, `loci`, `date`. */
export function readUserData(source: RandomAccess, type: string): Buffer | undefined {
  const box = findBox(source, ['moov', 'udta', type]);
  return box && readBox(source, box, 4096);
}

/** An iTunes-style text, `moov/udta/meta/ilst/<type>/data`: behind its kind and its locale. */
export function readItemText(source: RandomAccess, type: string): string | undefined {
  const meta = findBox(source, ['moov', 'udta', 'meta']);
  // A full box in MP4, a plain one in QuickTime.
  const isPlain = meta !== undefined && source.read(meta.start + 4, 4).toString('latin1') === 'hdlr';
  const within = meta && { ...meta, start: meta.start + (isPlain ? 0 : 4) };
  const data = within && findBox(source, ['ilst', type, 'data'], within);
  const content = data && readBox(source, data, 4096);
  return content && content.length > 8 ? content.toString('utf8', 8) : undefined;
}

const XMP_UUID = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex');

/** A film's XMP packet: in a box of its own (XMP specification part 3, 1.2.7), or in QuickTime's user data. */
export function readMovieXmp(source: RandomAccess): Buffer | undefined {
  const box = listBoxes(source).find(
    ({ type, start }) => type === 'uuid' && source.read(start, XMP_UUID.length).equals(XMP_UUID),
  );
  if (box) return readBox(source, { ...box, start: box.start + XMP_UUID.length });
  const userData = findBox(source, ['moov', 'udta', 'XMP_']);
  return userData && readBox(source, userData);
}

/** QuickTime's form of a text: behind its length and language. */
export function readUserText(source: RandomAccess, type: string): string | undefined {
  const content = readUserData(source, type);
  if (!content || content.length <= 4) return undefined;
  return content.toString('utf8', 4, 4 + content.readUInt16BE(0));
}
