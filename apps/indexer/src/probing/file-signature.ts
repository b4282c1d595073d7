import { findTypeByName, isTextType, type FileTypeName } from '@hearth/media-types';
import type { RandomAccess } from './byte-source.js';
import { findZipType } from './zip-documents.js';

/** Enough for every signature here, the one at 1080 of a tracker module and three MPEG-TS packets included. */
const HEAD_BYTES = 4096;

type Signature = [name: FileTypeName, offset: number, magic: string | readonly number[]];

/** Fixed magic numbers; what takes more than one look is below. */
const SIGNATURES: readonly Signature[] = [
  ['jpeg', 0, [0xff, 0xd8, 0xff]],
  ['png', 0, '\x89PNG\r\n\x1a\n'],
  ['gif', 0, 'GIF8'],
  ['psd', 0, '8BPS'],
  ['jxl', 0, [0xff, 0x0a]],
  ['jxl', 0, '\0\0\0\x0cJXL \r\n\x87\n'],
  ['jp2', 0, '\0\0\0\x0cjP  \r\n\x87\n'],
  ['jp2', 0, [0xff, 0x4f, 0xff, 0x51]],
  ['ico', 0, [0, 0, 1, 0]],
  ['raf', 0, 'FUJIFILMCCD-RAW'],
  ['x3f', 0, 'FOVb'],
  ['mrw', 0, '\0MRM'],
  ['crw', 6, 'HEAPCCDR'],
  ['orf', 0, 'IIRO'],
  ['orf', 0, 'IIRS'],
  ['orf', 0, 'MMOR'],
  ['rw2', 0, 'IIU\0'],
  ['cr2', 8, 'CR\x02'],
  ['exr', 0, [0x76, 0x2f, 0x31, 0x01]],
  ['qoi', 0, 'qoif'],
  ['dds', 0, 'DDS '],
  ['dpx', 0, 'SDPX'],
  ['dpx', 0, 'XPDS'],
  ['sgi', 0, [0x01, 0xda]],
  ['pbm', 0, 'P4\n'],
  ['pgm', 0, 'P5\n'],
  ['ppm', 0, 'P6\n'],
  ['flv', 0, 'FLV\x01'],
  ['wmv', 0, [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11]],
  ['mpeg', 0, [0, 0, 1, 0xba]],
  ['mpegVideo', 0, [0, 0, 1, 0xb3]],
  ['mxf', 0, [0x06, 0x0e, 0x2b, 0x34, 0x02, 0x05, 0x01, 0x01]],
  ['ivf', 0, 'DKIF'],
  ['nut', 0, 'nut/multimedia container\0'],
  ['realMedia', 0, '.RMF'],
  ['realMedia', 0, '.ra\xfd'],
  ['flac', 0, 'fLaC'],
  ['ape', 0, 'MAC '],
  ['wavpack', 0, 'wvpk'],
  ['tta', 0, 'TTA1'],
  ['musepack7', 0, 'MP+'],
  ['musepack8', 0, 'MPCK'],
  ['dsf', 0, 'DSD '],
  ['dff', 0, 'FRM8'],
  ['amr', 0, '#!AMR'],
  ['ac3', 0, [0x0b, 0x77]],
  ['dts', 0, [0x7f, 0xfe, 0x80, 0x01]],
  ['au', 0, '.snd'],
  ['caf', 0, 'caff'],
  ['tak', 0, 'tBaK'],
  ['shorten', 0, 'ajkg'],
  ['voc', 0, 'Creative Voice File'],
  ['w64', 0, 'riff\x2e\x91\xcf\x11'],
  ['midi', 0, 'MThd'],
  ['tracker', 0, 'Extended Module:'],
  ['tracker', 0, 'IMPM'],
  ['tracker', 44, 'SCRM'],
  ['tracker', 1080, 'M.K.'],
  ['ole', 0, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['rtf', 0, '{\\rtf'],
  ['postscript', 0, '%!PS'],
  ['postscript', 0, [0xc5, 0xd0, 0xd3, 0xc6]],
  ['gzip', 0, [0x1f, 0x8b, 0x08]],
  ['sevenZip', 0, [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['rar', 0, 'Rar!\x1a\x07'],
];

/** Office documents of old, and encrypted ones of today. */
const OLE_TYPES: ReadonlySet<FileTypeName> = new Set(['doc', 'xls', 'ppt', 'docx', 'xlsx', 'pptx']);
const TIFF_RAW_TYPES: ReadonlySet<FileTypeName> = new Set([
  'dng',
  'nef',
  'cr2',
  'arw',
  'pef',
  'srw',
  'raw',
  'orf',
  'rw2',
]);

function hasMagic(head: Buffer, [, offset, magic]: Signature): boolean {
  const wanted = Buffer.from(typeof magic === 'string' ? Buffer.from(magic, 'latin1') : magic);
  return head.subarray(offset, offset + wanted.length).equals(wanted);
}

function ascii(head: Buffer, start: number, end: number): string {
  return head.toString('latin1', start, end);
}

/** `RIFF`, `FORM`: a container of containers. */
function findChunkedType(head: Buffer): FileTypeName | undefined {
  const form = ascii(head, 8, 12);
  if (/^(RIFF|RF64|BW64)$/.test(ascii(head, 0, 4))) {
    return ({ WEBP: 'webp', WAVE: 'wav', 'AVI ': 'avi', AVIX: 'avi' } as const)[form];
  }
  if (ascii(head, 0, 4) === 'FORM' && /^AIF[FC]$/.test(form)) return 'aiff';
  return undefined;
}

const BRAND_TYPES: readonly [RegExp, FileTypeName][] = [
  [/^avis$/, 'avifSequence'],
  [/^avif$/, 'avif'],
  [/^(heic|heix|heim|heis|hevc|hevx|hevm|hevs)$/, 'heic'],
  [/^(mif1|msf1)$/, 'heif'],
  [/^crx $/, 'cr3'],
  [/^(M4A |M4B |M4P |F4A |F4B )$/, 'm4a'],
  [/^(M4V |M4VH|M4VP)$/, 'm4v'],
  [/^qt {2}$/, 'mov'],
  [/^3g2[a-z]$/, 'threeG2'],
  [/^3g[a-z]/, 'threeGp'],
  [/^jp2 $/, 'jp2'],
  [/^jxl $/, 'jxl'],
];

/** Atoms that QuickTime files without `ftyp` begin with. */
const QUICKTIME_ATOMS = /^(moov|mdat|wide|free|skip|pnot|moof|styp|uuid)$/;

/** ISO/IEC 14496-12: the major brand decides, unless it is a generic one and a compatible brand says more. */
function findIsoType(head: Buffer): FileTypeName | undefined {
  const atom = ascii(head, 4, 8);
  if (atom !== 'ftyp') return QUICKTIME_ATOMS.test(atom) ? 'mov' : undefined;
  const end = Math.min(head.length, head.readUInt32BE(0));
  const brands = [ascii(head, 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(ascii(head, at, at + 4));
  const typeOf = (brand: string): FileTypeName | undefined =>
    BRAND_TYPES.find(([pattern]) => pattern.test(brand))?.[1];
  const [major = '', ...compatible] = brands;
  const named = typeOf(major);
  if (named === 'heif') {
    const closer = compatible
      .map(typeOf)
      .filter((type) => type === 'avif' || type === 'heic' || type === 'avifSequence');
    return closer[0] ?? 'heif';
  }
  return named ?? 'mp4';
}

function findOggType(head: Buffer): FileTypeName {
  const pictures = ['\x80theora', 'fishead', 'BBCD\0', '\x01video\0'];
  return pictures.some((mark) => head.includes(mark, 0, 'latin1')) ? 'ogv' : 'ogg';
}

function findMatroskaType(head: Buffer, promised: FileTypeName | undefined): FileTypeName {
  if (ascii(head, 0, 64).includes('webm')) return 'webm';
  return promised === 'mka' ? 'mka' : 'mkv';
}

function isTransportStream(head: Buffer): boolean {
  const inPackets = (first: number, length: number): boolean =>
    [0, 1, 2].every((index) => head[first + index * length] === 0x47);
  return inPackets(0, 188) || inPackets(4, 192);
}

/** MPEG audio's frame header (ISO/IEC 11172-3, 2.4.1.3): a sync word and no forbidden value. */
function isMpegAudioFrame(head: Buffer, at: number): boolean {
  const [sync = 0, version = 0, rates = 0] = head.subarray(at, at + 3);
  if (sync !== 0xff || (version & 0xe0) !== 0xe0) return false;
  const isLayerKnown = (version & 0x06) !== 0;
  return isLayerKnown && (version & 0x18) !== 0x08 && (rates & 0xf0) !== 0xf0 && (rates & 0x0c) !== 0x0c;
}

function isAdtsFrame(head: Buffer, at: number): boolean {
  return head[at] === 0xff && ((head[at + 1] ?? 0) & 0xf6) === 0xf0 && ((head[at + 2] ?? 0) & 0x3c) < 0x34;
}

function findFramedAudioType(head: Buffer): FileTypeName | undefined {
  if (isAdtsFrame(head, 0)) return 'aac';
  return isMpegAudioFrame(head, 0) ? 'mp3' : undefined;
}

/** Where the sound begins: behind an ID3v2 tag (its length is four times seven bits), or at once. */
export function skipId3(source: RandomAccess): number {
  const head = source.read(0, 10);
  if (ascii(head, 0, 3) !== 'ID3') return 0;
  return 10 + [6, 7, 8, 9].reduce((sum, at) => (sum << 7) | ((head[at] ?? 0) & 0x7f), 0);
}

/** An ID3v2 tag may stand before almost any sound. */
function findTypeBehindId3(source: RandomAccess, promised: FileTypeName | undefined): FileTypeName {
  const body = source.read(skipId3(source), HEAD_BYTES);
  const chunked = findChunkedType(body);
  if (chunked === 'wav' || chunked === 'aiff') return chunked;
  const signature = SIGNATURES.find((candidate) => hasMagic(body, candidate));
  if (
    signature &&
    ['flac', 'ape', 'wavpack', 'tta', 'musepack7', 'musepack8', 'dsf'].includes(signature[0])
  ) {
    return signature[0];
  }
  if (promised === 'aac' || (promised !== 'mp3' && isAdtsFrame(body, 0))) return 'aac';
  return 'mp3';
}

// eslint-disable-next-line no-control-regex -- what no text holds, tabs and line breaks aside
const CONTROL_CHARACTERS = /[\0-\x08\x0e-\x1a\x1c-\x1f]/;

function isText(head: Buffer, isWhole: boolean): boolean {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return true;
  const text = head.toString('utf8', 0, isWhole ? head.length : Math.max(0, head.length - 3));
  return !CONTROL_CHARACTERS.test(text) && (text.match(/\ufffd/g)?.length ?? 0) <= text.length / 50;
}

function findTextType(head: Buffer, promised: FileTypeName | undefined): FileTypeName {
  const start = head
    .toString('utf8', 0, 1024)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (/^(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/i.test(start)) return 'svg';
  if (promised && isTextType(promised) && promised !== 'svg') return promised;
  if (/^WEBVTT/.test(start)) return 'vtt';
  if (/^<(!DOCTYPE html|html)/i.test(start)) return 'html';
  return 'txt';
}

/** What was found in a file's first bytes, and what its name says. */
export interface Recognised {
  /** By content, or by name where the content tells nothing. */
  type: FileTypeName;
  /** Whether the content itself told. */
  byContent: boolean;
  promised: FileTypeName | undefined;
}

function findTypeByContent(
  source: RandomAccess,
  promised: FileTypeName | undefined,
): FileTypeName | undefined {
  const head = source.read(0, HEAD_BYTES);
  const chunked = findChunkedType(head) ?? findIsoType(head);
  if (chunked) return chunked;
  if (ascii(head, 0, 3) === 'ID3') return findTypeBehindId3(source, promised);
  if (ascii(head, 0, 4) === 'OggS') return findOggType(head);
  if (head.length >= 4 && head.readUInt32BE(0) === 0x1a45dfa3) return findMatroskaType(head, promised);
  if (ascii(head, 0, 4) === 'PK\x03\x04' || ascii(head, 0, 4) === 'PK\x05\x06')
    return findZipType(source, promised);
  if (head.subarray(0, 1024).includes('%PDF-')) return 'pdf';

  const signature = SIGNATURES.find((candidate) => hasMagic(head, candidate))?.[0];
  if (signature === 'ole') return promised && OLE_TYPES.has(promised) ? promised : 'ole';
  if (signature === 'wmv') return promised === 'wma' || promised === 'asf' ? promised : 'wmv';
  if (signature) return signature;
  if (/^(II\*\0|MM\0\*|II\+\0|MM\0\+)/.test(ascii(head, 0, 4))) {
    return promised && TIFF_RAW_TYPES.has(promised) ? promised : 'tiff';
  }
  if (ascii(head, 0, 2) === 'BM' && head.length >= 26 && head.readUInt32LE(14) <= 124) return 'bmp';
  if (isTransportStream(head)) return 'ts';
  const framed = findFramedAudioType(head);
  if (framed) return framed;
  return isText(head, source.size <= HEAD_BYTES) ? findTextType(head, promised) : undefined;
}

/**
 * Says what a file is: by its content first, because names lie and some have no extension; by its name where the
 * content tells nothing.
 */
export function recognise(source: RandomAccess, fileName: string): Recognised {
  const promised = findTypeByName(fileName);
  const found = source.size === 0 ? undefined : findTypeByContent(source, promised);
  return { type: found ?? promised ?? 'binary', byContent: found !== undefined, promised };
}
