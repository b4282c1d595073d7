import type { RandomAccess } from './byte-source.js';
import type { MediaFacts } from './probe-result.js';
import { parseWrittenTime, takenFrom, type Taken } from './taken.js';

/** Where documents keep their information dictionary in practice: near one of their ends. */
const SEARCH_BYTES = 128 * 1024;
const TAIL_BYTES = 2048;
/** ISO 32000-1, 7.9.4: `D:20220415133024-01'00'`. */
const PDF_DATE =
  /\/CreationDate\s*\(D:(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:(Z)|([+-]\d{2})'?(\d{2})?'?)?/;

/** When a document says it was made, if it says so in the clear. */
export function parsePdfCreationDate(text: string): Taken | undefined {
  const match = PDF_DATE.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second = '00', utc, hours, minutes = '00'] = match;
  const zone = utc ?? (hours ? `${hours}:${minutes}` : '');
  return takenFrom(
    'container',
    parseWrittenTime(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`),
  );
}

/** Whether the file ends as a complete PDF does (ISO 32000-1, 7.5.5). */
export function hasPdfEnd(source: RandomAccess): boolean {
  return source.tail(TAIL_BYTES).includes('startxref');
}

/** Facts that stand in a PDF's plain bytes; no object is decompressed. */
export function readPdfFacts(source: RandomAccess): MediaFacts {
  const text = `${source.tail(SEARCH_BYTES).toString('latin1')}\n${source.read(0, SEARCH_BYTES).toString('latin1')}`;
  return { taken: parsePdfCreationDate(text) };
}
