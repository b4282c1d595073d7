import { inflateSync } from 'node:zlib';
import type { RandomAccess } from './byte-source.js';

const MAX_CHUNKS = 10_000;
const MAX_PROFILE_BYTES = 256 * 1024;
const RAW_PROFILE = /^Raw profile type (exif|APP1|xmp|iptc)\0/;

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

/** The EXIF block that a converter put into a PNG as text, before PNG had a chunk for it. */
export function findPngTextExif(source: RandomAccess): Buffer | undefined {
  for (let at = 8, count = 0; at + 12 <= source.size && count < MAX_CHUNKS; count += 1) {
    const header = source.read(at, 8);
    const length = header.readUInt32BE(0);
    const type = header.toString('latin1', 4, 8);
    if ((type === 'tEXt' || type === 'zTXt') && length <= MAX_PROFILE_BYTES) {
      const content = source.read(at + 8, length);
      const match = RAW_PROFILE.exec(content.toString('latin1', 0, 40));
      if (match && /exif|APP1/.test(match[1] ?? '')) {
        const rest = content.subarray(match[0].length);
        const text = type === 'zTXt' ? inflate(rest.subarray(1)) : rest;
        return decodeRawProfile(text.toString('latin1'));
      }
    }
    at += 12 + length;
  }
  return undefined;
}
