import type { RandomAccess } from './byte-source.js';

export type TagValue = string | number | number[] | Buffer;
/** Values by directory and tag number. */
export interface TiffTags {
  image: ReadonlyMap<number, TagValue>;
  exif: ReadonlyMap<number, TagValue>;
  gps: ReadonlyMap<number, TagValue>;
}

const EXIF_DIRECTORY = 0x8769;
const GPS_DIRECTORY = 0x8825;
const ENTRY_BYTES = 12;
const MAX_ENTRIES = 1_000;
/** The facts we read are short; maker notes and previews are left where they are. */
const MAX_VALUE_BYTES = 64 * 1024;

/** Bytes per value, by type (TIFF 6.0, p. 15). */
const TYPE_BYTES: Readonly<Record<number, number>> = {
  ...{ 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1 },
};

class TiffReader {
  private readonly bytes: RandomAccess;
  private readonly isLittle: boolean;

  constructor(bytes: RandomAccess, isLittle: boolean) {
    this.bytes = bytes;
    this.isLittle = isLittle;
  }

  directory(offset: number): Map<number, TagValue> {
    const tags = new Map<number, TagValue>();
    const head = this.bytes.read(offset, 2);
    if (offset < 8 || head.length < 2) return tags;
    const count = Math.min(this.u16(head, 0), MAX_ENTRIES);
    const entries = this.bytes.read(offset + 2, count * ENTRY_BYTES);
    for (let at = 0; at + ENTRY_BYTES <= entries.length; at += ENTRY_BYTES) {
      const value = this.value(entries.subarray(at, at + ENTRY_BYTES));
      const tag = this.u16(entries, at);
      if (value !== undefined && !tags.has(tag)) tags.set(tag, value);
    }
    return tags;
  }

  u16(bytes: Buffer, at: number): number {
    return this.isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
  }

  u32(bytes: Buffer, at: number): number {
    return this.isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  }

  private i32(bytes: Buffer, at: number): number {
    return this.isLittle ? bytes.readInt32LE(at) : bytes.readInt32BE(at);
  }

  /** One entry's value; undefined for broken entries, which are skipped and do not spoil the others. */
  private value(entry: Buffer): TagValue | undefined {
    const type = this.u16(entry, 2);
    const count = this.u32(entry, 4);
    const size = (TYPE_BYTES[type] ?? 0) * count;
    if (size <= 0 || size > MAX_VALUE_BYTES) return undefined;
    const content = size <= 4 ? entry.subarray(8, 8 + size) : this.bytes.read(this.u32(entry, 8), size);
    if (content.length < size) return undefined;
    if (type === 2 || type === 129) return content.toString('utf8').replace(/\0[^]*$/, '');
    if (type === 1 || type === 6 || type === 7) return count === 1 ? content[0] : content;
    const numbers = Array.from({ length: count }, (_, index) => this.number(type, content, index));
    return count === 1 ? numbers[0] : numbers;
  }

  private number(type: number, content: Buffer, index: number): number {
    switch (type) {
      case 3:
      case 8:
        return this.u16(content, index * 2);
      case 5:
        return this.u32(content, index * 8) / this.u32(content, index * 8 + 4);
      case 10:
        return this.i32(content, index * 8) / this.i32(content, index * 8 + 4);
      case 9:
        return this.i32(content, index * 4);
      case 11:
        return this.isLittle ? content.readFloatLE(index * 4) : content.readFloatBE(index * 4);
      case 12:
        return this.isLittle ? content.readDoubleLE(index * 8) : content.readDoubleBE(index * 8);
      default:
        return this.u32(content, index * 4);
    }
  }
}

/** Reads a directory that stands by itself, as in a maker's note. Offsets are those of `bytes`. */
export function readDirectory(bytes: RandomAccess, offset: number, isLittle: boolean): Map<number, TagValue> {
  return new TiffReader(bytes, isLittle).directory(offset);
}

/**
 * Reads the first image directory of a TIFF structure and its EXIF and GPS directories (TIFF 6.0, CIPA DC-008).
 * Broken entries are skipped: cameras write enough of them that a strict reader would lose whole albums.
 */
export function readTiffTags(bytes: RandomAccess): TiffTags | undefined {
  const header = bytes.read(0, 8);
  const mark = header.toString('latin1', 0, 2);
  if (header.length < 8 || (mark !== 'II' && mark !== 'MM')) return undefined;
  const reader = new TiffReader(bytes, mark === 'II');
  const image = reader.directory(reader.u32(header, 4));
  const pointed = (tag: number): Map<number, TagValue> => {
    const offset = image.get(tag);
    return typeof offset === 'number' ? reader.directory(offset) : new Map();
  };
  return { image, exif: pointed(EXIF_DIRECTORY), gps: pointed(GPS_DIRECTORY) };
}
