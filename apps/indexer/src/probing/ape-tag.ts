import type { RandomAccess } from './byte-source.js';

const FOOTER_BYTES = 32;
const ID3V1_BYTES = 128;
const MAX_TAG_BYTES = 1024 * 1024;
const MAX_ITEMS = 256;
const IS_NOT_TEXT = 0b110;

/** The text items of an APEv2 tag at the end of a file, or before the ID3v1 tag that ends it; empty when none. */
export function readApeTag(source: RandomAccess): Record<string, string> {
  const tail = source.tail(ID3V1_BYTES + FOOTER_BYTES);
  const at = tail.lastIndexOf('APETAGEX');
  if (at < 0 || at + FOOTER_BYTES > tail.length) return {};
  const size = tail.readUInt32LE(at + 12);
  if (size < FOOTER_BYTES || size > MAX_TAG_BYTES) return {};
  const end = source.size - tail.length + at;
  const items = source.read(end + FOOTER_BYTES - size, size - FOOTER_BYTES);
  const tags: Record<string, string> = {};
  for (let offset = 0, count = 0; offset + 9 < items.length && count < MAX_ITEMS; count += 1) {
    const length = items.readUInt32LE(offset);
    const keyEnd = items.indexOf(0, offset + 8);
    if (keyEnd < 0) break;
    const isText = ((items[offset + 4] ?? 0) & IS_NOT_TEXT) === 0;
    const key = items.toString('latin1', offset + 8, keyEnd).toLowerCase();
    if (isText) tags[key] = items.toString('utf8', keyEnd + 1, keyEnd + 1 + length);
    offset = keyEnd + 1 + length;
  }
  return tags;
}
