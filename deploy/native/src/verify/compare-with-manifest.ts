import { expectedDates, isSameClock, isSameMoment } from './expected-dates.ts';
import { expectedKind, isSameType } from './expected-type.ts';

/**
 * Holds what the index says about one file against what other tools found out about it.
 *
 * Tolerances, and nothing else is forgiven:
 * - size in pixels: exact, after rotation; non-square pixels counted, not stretched
 * - duration: 0.15 s or 1 %, whichever is more (containers and streams disagree by an audio frame or two)
 * - place: 0.001° in each direction; 0/0 is a receiver without a fix and must be listed as no place
 * - time: to the second; a time without zone is the wall clock where the hub stands
 * - title, artist, album: equal after Unicode normalisation and folding of white space; several values may be
 *   joined by `;`, `/` or `,`
 * - type: the same media type under its synonyms (`audio/x-wav` is `audio/wav`)
 */

/** One entry of a folder's `MANIFEST.json`. */
export interface ManifestEntry {
  path: string;
  bytes: number;
  sha256: string;
  kind: string;
  expect: 'indexed' | 'unreadable';
  /** Either outcome is right, as long as the file is listed. */
  lenient?: boolean;
  facts: ManifestFacts;
}

export interface ManifestFacts {
  mime?: string;
  container?: string;
  width?: number;
  height?: number;
  duration_sec?: number;
  video_codec?: string;
  audio_codec?: string;
  subtitle_codecs?: (string | null)[];
  orientation?: number;
  DateTimeOriginal?: unknown;
  OffsetTimeOriginal?: unknown;
  CreationDate?: unknown;
  CreateDate?: unknown;
  creation_time?: unknown;
  Make?: unknown;
  Model?: unknown;
  gps_lat?: unknown;
  gps_lon?: unknown;
  location_tag?: string;
  title?: unknown;
  artist?: unknown;
  album?: unknown;
}

/** The parts of `GET /api/files/{id}` that are compared. Absent and null mean the same. */
export interface IndexedFile {
  name: string;
  folder: string;
  kind: string;
  mimeType: string;
  sizeBytes: number;
  sha256?: string | null;
  width?: number | null;
  height?: number | null;
  durationSec?: number | null;
  takenAt?: string | null;
  /** What a clock showed there. */
  localTime?: string;
  codecs?: { video?: string | null; audio?: string | null; subtitles?: string[] | null } | null;
  camera?: string | null;
  gps?: { lat: number; lon: number } | null;
  orientation?: number | null;
  title?: string | null;
  artist?: string | null;
  album?: string | null;
  state: string;
  reason?: string | null;
}

export interface Difference {
  field: string;
  expected: unknown;
  actual: unknown;
}

export interface CompareOptions {
  /** IANA name of the hub's time zone; the system's own by default. */
  timeZone?: string;
}

const DURATION_TOLERANCE_SEC = 0.15;
const DURATION_TOLERANCE_RATIO = 0.01;
const PLACE_TOLERANCE_DEGREES = 0.001;

type Check = (
  facts: ManifestFacts,
  file: IndexedFile,
  entry: ManifestEntry,
  timeZone?: string,
) => Difference[];

function differs(field: string, expected: unknown, actual: unknown): Difference[] {
  return [{ field, expected, actual: actual ?? null }];
}

const compareType: Check = (facts, file, entry) => {
  const kind = expectedKind(facts, entry.kind);
  if (kind !== undefined && kind !== file.kind) return differs('kind', kind, file.kind);
  return isSameType(facts, entry.kind, file.mimeType) ? [] : differs('mimeType', facts.mime, file.mimeType);
};

const compareSize: Check = (facts, file) => {
  if (facts.width === undefined || facts.height === undefined) return [];
  if (file.width === facts.width && file.height === facts.height) return [];
  return differs('size', `${facts.width}x${facts.height}`, `${file.width}x${file.height}`);
};

const compareDuration: Check = (facts, file) => {
  const expected = facts.duration_sec;
  // Still pictures in a sequence container have a play time that nobody means.
  if (expected === undefined || expected <= 0 || file.kind === 'image') return [];
  const tolerance = Math.max(DURATION_TOLERANCE_SEC, expected * DURATION_TOLERANCE_RATIO);
  const actual = file.durationSec ?? Number.NaN;
  return Math.abs(actual - expected) <= tolerance ? [] : differs('durationSec', expected, file.durationSec);
};

const compareCodecs: Check = (facts, file) => {
  if (file.kind !== 'video' && file.kind !== 'audio') return [];
  const found: Difference[] = [];
  const { video, audio, subtitles } = file.codecs ?? {};
  if ((facts.video_codec ?? null) !== (video ?? null))
    found.push(...differs('codecs.video', facts.video_codec, video));
  if ((facts.audio_codec ?? null) !== (audio ?? null))
    found.push(...differs('codecs.audio', facts.audio_codec, audio));
  const listed = new Set(subtitles ?? []);
  const missing = (facts.subtitle_codecs ?? []).filter((codec) => codec !== null && !listed.has(codec));
  if (missing.length > 0) found.push(...differs('codecs.subtitles', facts.subtitle_codecs, subtitles));
  return found;
};

const compareDate: Check = (facts, file, _entry, timeZone) => {
  const expected = expectedDates(facts, file.kind);
  if (expected === 'not-compared') return [];
  if (expected.length === 0) return file.takenAt ? differs('takenAt', null, file.takenAt) : [];
  if (file.localTime && file.takenAt && expected.some((date) => isSameClock(date, file.localTime as string)))
    return [];
  if (file.takenAt && expected.some((date) => isSameMoment(date, file.takenAt as string, timeZone)))
    return [];
  return differs('takenAt', expected[0]?.text, file.takenAt);
};

const ISO_6709 = /^([+-]\d{2}(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)/;

function expectedPlace(facts: ManifestFacts): { lat: number; lon: number } | undefined {
  const located = ISO_6709.exec(facts.location_tag ?? '');
  const lat = typeof facts.gps_lat === 'number' ? facts.gps_lat : Number(located?.[1] ?? Number.NaN);
  const lon = typeof facts.gps_lon === 'number' ? facts.gps_lon : Number(located?.[2] ?? Number.NaN);
  const isOnEarth = Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return isOnEarth && (lat !== 0 || lon !== 0) ? { lat, lon } : undefined;
}

const comparePlace: Check = (facts, file) => {
  const expected = expectedPlace(facts);
  if (!expected) return file.gps ? differs('gps', null, file.gps) : [];
  const isNear = (a: number, b: number | undefined): boolean =>
    Math.abs(a - (b ?? Number.NaN)) <= PLACE_TOLERANCE_DEGREES;
  return isNear(expected.lat, file.gps?.lat) && isNear(expected.lon, file.gps?.lon)
    ? []
    : differs('gps', expected, file.gps);
};

function fold(text: unknown): string {
  return String(text ?? '')
    .normalize('NFC')
    .replace(/\s*[;/,\0]\s*/g, ';')
    .replace(/\s+/g, ' ')
    .trim();
}

const compareCamera: Check = (facts, file) => {
  const model = fold(facts.Model);
  if (model === '' || typeof facts.Model !== 'string') return [];
  return fold(file.camera).toLowerCase().includes(model.toLowerCase())
    ? []
    : differs('camera', model, file.camera);
};

const compareOrientation: Check = (facts, file) => {
  const { orientation } = facts;
  if (file.kind !== 'image' || orientation === undefined || orientation < 2 || orientation > 8) return [];
  return file.orientation === orientation ? [] : differs('orientation', orientation, file.orientation);
};

function compareTag(field: 'title' | 'artist' | 'album'): Check {
  return (facts, file) => {
    const expected = fold(facts[field]);
    return expected === '' || expected === fold(file[field]) ? [] : differs(field, facts[field], file[field]);
  };
}

const FACT_CHECKS: readonly Check[] = [
  ...[compareType, compareSize, compareDuration, compareCodecs, compareDate, comparePlace, compareCamera],
  ...[compareOrientation, compareTag('title'), compareTag('artist'), compareTag('album')],
];

function compareIdentity(entry: ManifestEntry, file: IndexedFile): Difference[] {
  const path = file.folder ? `${file.folder.replace(/^\/|\/$/g, '')}/${file.name}` : file.name;
  const found: Difference[] = [];
  if (path.normalize('NFC') !== entry.path.normalize('NFC')) found.push(...differs('path', entry.path, path));
  if (file.sizeBytes !== entry.bytes) found.push(...differs('sizeBytes', entry.bytes, file.sizeBytes));
  if (file.sha256 !== entry.sha256) found.push(...differs('sha256', entry.sha256, file.sha256));
  return found;
}

/**
 * Compares one manifest entry with the file as the index lists it. Pure.
 *
 * `expect: indexed` must be `ready` with matching facts, `unreadable` must be `unreadable` with a reason, `lenient`
 * may be either (and its facts are compared when it is `ready` but only as far as its outcome was sure).
 *
 * @param file undefined when the index does not list it at all
 * @returns what differs; nothing when all is well
 */
export function compareWithManifest(
  entry: ManifestEntry,
  file: IndexedFile | undefined,
  options: CompareOptions = {},
): Difference[] {
  if (!file) return differs('state', 'listed', 'missing');
  const found = compareIdentity(entry, file);
  if (file.state !== 'ready' && file.state !== 'unreadable') {
    return [...found, ...differs('state', 'ready or unreadable', file.state)];
  }
  if (file.state === 'unreadable') {
    if (!file.reason) found.push(...differs('reason', 'a reason', file.reason));
    if (entry.expect === 'indexed' && !entry.lenient)
      found.push(...differs('state', 'ready', `unreadable: ${file.reason}`));
    return found;
  }
  if (entry.lenient) return found;
  if (entry.expect === 'unreadable') return [...found, ...differs('state', 'unreadable', file.state)];
  found.push(...FACT_CHECKS.flatMap((check) => check(entry.facts, file, entry, options.timeZone)));
  return found;
}
