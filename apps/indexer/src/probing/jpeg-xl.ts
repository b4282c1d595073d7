import { brotliDecompressSync } from 'node:zlib';
import type { RandomAccess } from './byte-source.js';
import { listBoxes, readBox, type IsoBox } from './iso-boxes.js';

/** Bits, least significant first (ISO/IEC 18181-1, B.2). */
class BitReader {
  private at = 0;
  private readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  bits(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index += 1, this.at += 1) {
      const bit = ((this.bytes[this.at >> 3] ?? 0) >> (this.at & 7)) & 1;
      value += bit * 2 ** index;
    }
    return value;
  }
}

const SIZE_BITS = [9, 13, 18, 30] as const;
/** Width per height, by the header's ratio code (18181-1, table D.3). */
const RATIOS = [0, 1, 12 / 10, 4 / 3, 3 / 2, 16 / 9, 5 / 4, 2] as const;

export interface JpegXlHeader {
  /** As shown, after orientation. */
  width: number;
  height: number;
  orientation: number;
}

/** Size and orientation out of a bare codestream (`FF 0A …`). */
export function readJpegXlHeader(codestream: Buffer): JpegXlHeader | undefined {
  if (codestream.length < 8 || codestream.readUInt16BE(0) !== 0xff0a) return undefined;
  const reader = new BitReader(codestream.subarray(2));
  const isSmall = reader.bits(1) === 1;
  const size = (): number =>
    isSmall ? (reader.bits(5) + 1) * 8 : reader.bits(SIZE_BITS[reader.bits(2)] ?? 9) + 1;
  const height = size();
  const ratio = RATIOS[reader.bits(3)] ?? 0;
  const width = ratio === 0 ? size() : Math.floor(height * ratio);
  const isAllDefault = reader.bits(1) === 1;
  const hasExtraFields = !isAllDefault && reader.bits(1) === 1;
  const orientation = hasExtraFields ? reader.bits(3) + 1 : 1;
  return orientation >= 5 ? { width: height, height: width, orientation } : { width, height, orientation };
}

const MAX_BLOCK_BYTES = 4 * 1024 * 1024;

/** A box of this type, or one that holds it compressed (`brob`: the type, then Brotli's stream; 18181-2, 9.7). */
function findBlock(source: RandomAccess, boxes: readonly IsoBox[], type: string): Buffer | undefined {
  const plain = boxes.find((box) => box.type === type);
  if (plain) return readBox(source, plain);
  for (const box of boxes.filter((candidate) => candidate.type === 'brob')) {
    const content = readBox(source, box);
    if (content.toString('latin1', 0, 4) !== type) continue;
    try {
      return brotliDecompressSync(content.subarray(4), { maxOutputLength: MAX_BLOCK_BYTES });
    } catch {
      return undefined;
    }
  }
  return undefined;
}

export interface JpegXlParts {
  codestream: Buffer;
  exif?: Buffer | undefined;
  xmp?: Buffer | undefined;
}

const HEAD_BYTES = 64;
/** Each part of a codestream in parts begins with its number. */
const PART_NUMBER_BYTES = 4;

/** What was a JPEG has its codestream in parts, and a first one of some bytes that does not hold the whole header (18181-2, 9.9). */
function readCodestreamHead(source: RandomAccess, boxes: readonly IsoBox[]): Buffer {
  const whole = boxes.find((box) => box.type === 'jxlc');
  if (whole) return readBox(source, whole, HEAD_BYTES);
  let head = Buffer.alloc(0);
  for (const part of boxes.filter((box) => box.type === 'jxlp')) {
    const content = readBox(source, part, PART_NUMBER_BYTES + HEAD_BYTES).subarray(PART_NUMBER_BYTES);
    head = Buffer.concat([head, content]);
    if (head.length >= HEAD_BYTES) break;
  }
  return head;
}

/** The codestream's beginning and the EXIF and XMP blocks of a JPEG XL file, bare or in boxes (18181-2). */
export function readJpegXlParts(source: RandomAccess): JpegXlParts {
  const head = source.read(0, HEAD_BYTES);
  if (head.length >= 2 && head.readUInt16BE(0) === 0xff0a) return { codestream: head };
  const boxes = listBoxes(source);
  return {
    codestream: readCodestreamHead(source, boxes),
    exif: findBlock(source, boxes, 'Exif'),
    xmp: findBlock(source, boxes, 'xml '),
  };
}
