import { inflateRawSync } from 'node:zlib';
import type { RandomAccess } from './byte-source.js';

const END_OF_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1');
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER_BYTES = 30;
/** The end record is 22 bytes and a comment of up to 65,535. */
const LONGEST_TAIL_BYTES = 22 + 65_535;
/** Far more than the names of a document's first parts take. */
const DIRECTORY_BYTES = 1024 * 1024;
const STORED = 0;
const DEFLATED = 8;

/** An entry of an archive by its central directory (PKWARE APPNOTE, 4.3.12). */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly compressedBytes: number;
  /** Of its local header. */
  readonly offset: number;
}

/** The archive's entries; none when it has no end, as a truncated one. */
export function listZipEntries(source: RandomAccess): ZipEntry[] {
  const tail = source.tail(LONGEST_TAIL_BYTES);
  const end = tail.lastIndexOf(END_OF_DIRECTORY);
  if (end < 0 || end + 22 > tail.length) return [];
  const directory = source.read(
    tail.readUInt32LE(end + 16),
    Math.min(tail.readUInt32LE(end + 12), DIRECTORY_BYTES),
  );
  const entries: ZipEntry[] = [];
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === DIRECTORY_ENTRY;) {
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      compressedBytes: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** What an entry holds; undefined where it is larger than that, damaged, or packed in another way. */
export function readZipEntry(source: RandomAccess, entry: ZipEntry, maxBytes: number): Buffer | undefined {
  const header = source.read(entry.offset, LOCAL_HEADER_BYTES);
  if (header.length < LOCAL_HEADER_BYTES || entry.compressedBytes > maxBytes) return undefined;
  const start = entry.offset + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  const content = source.read(start, entry.compressedBytes);
  if (content.length < entry.compressedBytes) return undefined;
  if (entry.method === STORED) return content;
  if (entry.method !== DEFLATED) return undefined;
  try {
    return inflateRawSync(content, { maxOutputLength: maxBytes });
  } catch {
    return undefined;
  }
}
