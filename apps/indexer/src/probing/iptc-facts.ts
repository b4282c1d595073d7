import { createHash } from 'node:crypto';
import type { MediaFacts } from './probe-result.js';
import { parseWrittenTime, takenFrom } from './taken.js';

/** A data set of record 2 (IPTC-IIM 4.2, 1.5): marker, number, length, value. */
function findDataSet(block: Buffer, number: number): Buffer | undefined {
  const marker = Buffer.from([0x1c, 0x02, number]);
  const at = block.indexOf(marker);
  if (at < 0 || at + 5 > block.length) return undefined;
  const length = block.readUInt16BE(at + 3);
  return length > 0 && length < 0x8000 ? block.subarray(at + 5, at + 5 + length) : undefined;
}

const OBJECT_NAME = 5;
const DATE_CREATED = 55;
const TIME_CREATED = 60;

/** Facts out of an IPTC block, which press agencies use in place of EXIF. */
export function readIptcFacts(block: Buffer): MediaFacts {
  const date = /^(\d{4})(\d{2})(\d{2})$/.exec(findDataSet(block, DATE_CREATED)?.toString('latin1') ?? '');
  const time = /^(\d{2})(\d{2})(\d{2})([+-]\d{4})?$/.exec(
    findDataSet(block, TIME_CREATED)?.toString('latin1') ?? '',
  );
  const timeOfDay = time ? `T${time.slice(1, 4).join(':')}${time[4] ?? ''}` : '';
  const title = findDataSet(block, OBJECT_NAME)?.toString('utf8').trim();
  return {
    taken: takenFrom(
      'iptc',
      // Archives write the day alone.
      date
        ? parseWrittenTime(`${date.slice(1).join('-')}${timeOfDay}`, undefined, { isDayEnough: true })
        : undefined,
    ),
    title: title && !title.includes('\ufffd') ? title : undefined,
  };
}

const RESOURCE_MARKER = Buffer.from('8BIM');
const IPTC_RESOURCE = 0x0404;
const IPTC_DIGEST_RESOURCE = 0x0425;

/** The content of a Photoshop image resource: marker, number, a name of even length, length, data. */
function findResource(block: Buffer, wanted: number): Buffer | undefined {
  for (let at = block.indexOf(RESOURCE_MARKER); at >= 0; at = block.indexOf(RESOURCE_MARKER, at + 4)) {
    if (at + 7 > block.length || block.readUInt16BE(at + 4) !== wanted) continue;
    const nameBytes = block.readUInt8(at + 6) + 1;
    const lengthAt = at + 6 + nameBytes + (nameBytes % 2);
    if (lengthAt + 4 > block.length) return undefined;
    return block.subarray(lengthAt + 4, lengthAt + 4 + block.readUInt32BE(lengthAt));
  }
  return undefined;
}

/**
 * Whether the block was written after the XMP beside it: whoever writes both leaves the block's digest, which does not fit any more
 * then (Metadata Working Group, Guidelines for Handling Image Metadata 2.0, 3.3).
 */
export function isIptcNewerThanXmp(block: Buffer): boolean {
  const iptc = findResource(block, IPTC_RESOURCE);
  const digest = findResource(block, IPTC_DIGEST_RESOURCE);
  if (!iptc || digest?.length !== 16 || digest.every((byte) => byte === 0)) return false;
  return !createHash('md5').update(iptc).digest().equals(digest);
}
