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
  const title = findDataSet(block, OBJECT_NAME)?.toString('utf8').trim();
  return {
    taken: takenFrom(
      'iptc',
      date && time
        ? parseWrittenTime(`${date.slice(1).join('-')}T${time.slice(1, 4).join(':')}${time[4] ?? ''}`)
        : undefined,
    ),
    title: title && !title.includes('\ufffd') ? title : undefined,
  };
}
