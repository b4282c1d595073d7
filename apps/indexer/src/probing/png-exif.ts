import { inflateSync } from 'node:zlib';
import type { WrittenTime } from '@hearth/catalog/taken-time';
import type { RandomAccess } from './byte-source.js';
import { parseWrittenTime } from './taken.js';

const MAX_CHUNKS = 10_000;
const MAX_PROFILE_BYTES = 256 * 1024;
const RAW_PROFILE = /^Raw profile type (exif|APP1)\0/;

function inflate(bytes: Buffer): Buffer {
  try {
    return inflateSync(bytes, { maxOutputLength: MAX_PROFILE_BYTES * 2 });
  } catch {
    return Buffer.alloc(0);
  }
}

/** ImageMagick's form: a line break, the name, the length, then the bytes as hex in lines. */
function decodeRawProfile(text: string): Buffer {
  const [, , length = '', ...lines] = text.split('\n');
  return Buffer.from(lines.join(''), 'hex').subarray(0, Number(length.trim()) || undefined);
}

/** The text of a chunk behind its keyword: as it is, or compressed behind the byte that says how (ISO/IEC 15948, 11.3.3). */
function textOf(type: string, rest: Buffer): string {
  return (type === 'zTXt' ? inflate(rest.subarray(1)) : rest).toString('latin1');
}

/** The first text whose keyword is one of these. */
function findText(source: RandomAccess, keyword: RegExp): string | undefined {
  for (let at = 8, count = 0; at + 12 <= source.size && count < MAX_CHUNKS; count += 1) {
    const header = source.read(at, 8);
    const length = header.readUInt32BE(0);
    const type = header.toString('latin1', 4, 8);
    if ((type === 'tEXt' || type === 'zTXt') && length <= MAX_PROFILE_BYTES) {
      const content = source.read(at + 8, length);
      const found = keyword.exec(content.toString('latin1', 0, 40));
      if (found) return textOf(type, content.subarray(found[0].length));
    }
    at += 12 + length;
  }
  return undefined;
}

/** The EXIF block that a converter put into a PNG as text, before PNG had a chunk for it. */
export function findPngTextExif(source: RandomAccess): Buffer | undefined {
  const text = findText(source, RAW_PROFILE);
  return text === undefined ? undefined : decodeRawProfile(text);
}

const CREATION_TIME = /^Creation Time\0/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** RFC 1123, section 5.2.14, which PNG asks for: `Sun, 24 Dec 2016 13:45:59 +0100`. */
const MAIL_DATE =
  /^(?:[a-z]{3}, )?(\d{1,2}) ([a-z]{3}) (\d{4}) (\d{2}:\d{2}(?::\d{2})?)(?: (gmt|utc?|z|[+-]\d{4}))?$/i;

/** When a PNG was made, by its own text (ISO/IEC 15948, 11.3.4.2): programs that take pictures of screens write it. */
export function findPngCreationTime(source: RandomAccess): WrittenTime | undefined {
  const text = findText(source, CREATION_TIME)?.trim();
  if (text === undefined) return undefined;
  const [, day = '', month = '', year, time, zone = ''] = MAIL_DATE.exec(text) ?? [];
  if (year === undefined) return parseWrittenTime(text);
  const offset = /^ut$/i.test(zone) ? 'UTC' : zone;
  return parseWrittenTime(`${year}-${MONTHS.indexOf(month.toLowerCase()) + 1}-${day}T${time}${offset}`);
}
