import type { WrittenTime } from '@hearth/catalog/taken-time';
import type { RandomAccess } from './byte-source.js';
import { fromMatroskaSubtitle } from './codec-names.js';
import { momentOf } from './taken.js';

/** Element ids (RFC 9559). */
const ID = {
  ...{ segment: 0x18538067, info: 0x1549a966, tracks: 0x1654ae6b, cluster: 0x1f43b675, seekHead: 0x114d9b74 },
  ...{ dateUtc: 0x4461, title: 0x7ba9, trackEntry: 0xae, trackType: 0x83, codecId: 0x86 },
} as const;
const SUBTITLE_TRACK = 0x11;
/** DateUTC counts nanoseconds from the beginning of the millennium. */
const MILLENNIUM_MS = Date.UTC(2001, 0, 1);
const MAX_ELEMENTS = 2_000;
const MAX_VALUE_BYTES = 4096;

interface Element {
  id: number;
  start: number;
  end: number;
}

function readVint(
  bytes: Buffer,
  at: number,
  keepMarker: boolean,
): { value: number; length: number } | undefined {
  const first = bytes[at];
  if (first === undefined || first === 0) return undefined;
  const length = Math.clz32(first) - 23;
  if (at + length > bytes.length) return undefined;
  let value = keepMarker ? first : first & (0xff >> length);
  let isUnknown = !keepMarker && value === 0xff >> length;
  for (let index = 1; index < length; index += 1) {
    value = value * 256 + (bytes[at + index] ?? 0);
    isUnknown &&= bytes[at + index] === 0xff;
  }
  return { value: isUnknown ? Infinity : value, length };
}

function* listElements(source: RandomAccess, start: number, end: number): Generator<Element> {
  let at = start;
  for (let count = 0; at < end && count < MAX_ELEMENTS; count += 1) {
    const header = source.read(at, 12);
    const id = readVint(header, 0, true);
    const size = id && readVint(header, id.length, false);
    if (!id || !size) return;
    const content = at + id.length + size.length;
    yield { id: id.value, start: content, end: Math.min(content + size.value, end) };
    at = content + size.value;
  }
}

export interface MatroskaHeader {
  title: string | undefined;
  /** When it was written (DateUTC). */
  createdAt: WrittenTime | undefined;
  subtitles: string[];
}

function readDate(content: Buffer): WrittenTime | undefined {
  if (content.length !== 8) return undefined;
  return momentOf(MILLENNIUM_MS + Number(content.readBigInt64BE(0) / 1_000_000n));
}

function readTrackEntry(source: RandomAccess, entry: Element): { type: number; codecId: string } {
  let type = 0;
  let codecId = '';
  for (const { id, start, end } of listElements(source, entry.start, entry.end)) {
    const content = source.read(start, Math.min(end - start, MAX_VALUE_BYTES));
    if (id === ID.trackType) type = content[0] ?? 0;
    else if (id === ID.codecId) codecId = content.toString('latin1').replace(/\0+$/, '');
  }
  return { type, codecId };
}

/** Whether the file's first element, its EBML header, is filled with whole elements to its end. */
export function hasSoundEbmlHeader(source: RandomAccess): boolean {
  const header = listElements(source, 0, source.size).next().value;
  if (!header) return false;
  let at = header.start;
  for (const element of listElements(source, header.start, header.end)) at = element.end;
  return at === header.end;
}

/** What mediabunny does not tell of a Matroska or WebM file: title, date and subtitle codecs. */
export function readMatroskaHeader(source: RandomAccess): MatroskaHeader {
  const header: MatroskaHeader = { title: undefined, createdAt: undefined, subtitles: [] };
  const segment = [...listElements(source, 0, source.size)].find(({ id }) => id === ID.segment);
  if (!segment) return header;
  for (const element of listElements(source, segment.start, segment.end)) {
    if (element.id === ID.cluster) break;
    if (element.id === ID.info) {
      for (const { id, start, end } of listElements(source, element.start, element.end)) {
        const content = source.read(start, Math.min(end - start, MAX_VALUE_BYTES));
        if (id === ID.title) header.title = content.toString('utf8').replace(/\0+$/, '').trim() || undefined;
        else if (id === ID.dateUtc) header.createdAt = readDate(content);
      }
    } else if (element.id === ID.tracks) {
      const entries = [...listElements(source, element.start, element.end)].filter(
        ({ id }) => id === ID.trackEntry,
      );
      const subtitles = entries
        .map((entry) => readTrackEntry(source, entry))
        .filter(({ type }) => type === SUBTITLE_TRACK);
      header.subtitles = subtitles.map(({ codecId }) => fromMatroskaSubtitle(codecId) ?? codecId);
    }
  }
  return header;
}
