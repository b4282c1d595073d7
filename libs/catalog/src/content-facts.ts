import type { Codecs, FileKind, Gps, Shot, TakenFrom, Track } from '@hearth/contracts';
import { MOST_TAGS } from './file-edits.js';
import type { FileRecord } from './file-record.js';
import { storable, storableParts } from './storable.js';

/** What was found in a file's content. */
export interface FileContentFacts {
  readonly kind: FileKind;
  readonly mimeType: string;
  readonly width?: number | null;
  readonly height?: number | null;
  readonly durationSec?: number | null;
  readonly takenAt?: string | null;
  /** What a clock showed there, `2022-01-31T20:00:00`, without an offset. */
  readonly takenLocal?: string | null;
  readonly takenFrom?: TakenFrom | null;
  readonly codecs?: Codecs | null;
  readonly camera?: string | null;
  readonly lens?: string | null;
  readonly gps?: Gps | null;
  readonly orientation?: number | null;
  readonly title?: string | null;
  readonly artist?: string | null;
  readonly album?: string | null;
  readonly description?: string | null;
  /** Apple's, which the halves of a Live Photo share. */
  readonly livePhotoContentId?: string | null;
  /** A film within the picture. */
  readonly motion?: object | null;
  /** Of its side-cars. */
  readonly sidecarTags?: readonly string[];
  readonly shot?: Shot | null;
  readonly track?: Track | null;
}

/** A column, as a statement declares it, and what the facts say for it. */
type Written = readonly [type: string, of: (facts: FileContentFacts) => unknown];

/** Where each fact is kept: what writes facts is made of these rows. */
const WRITTEN = {
  kind: ['text', ({ kind }) => kind],
  mime_type: ['text', ({ mimeType }) => mimeType],
  width: ['int', ({ width }) => width],
  height: ['int', ({ height }) => height],
  duration_sec: ['double precision', ({ durationSec }) => durationSec],
  taken_at: ['timestamptz', ({ takenAt }) => takenAt],
  taken_local: ['timestamp', ({ takenLocal }) => takenLocal],
  taken_from: ['text', ({ takenFrom }) => takenFrom],
  codecs: ['jsonb', ({ codecs }) => storableParts(codecs)],
  camera: ['text', ({ camera }) => storable(camera)],
  lens: ['text', ({ lens }) => storable(lens)],
  gps_lat: ['double precision', ({ gps }) => gps?.lat],
  gps_lon: ['double precision', ({ gps }) => gps?.lon],
  orientation: ['smallint', ({ orientation }) => orientation],
  title: ['text', ({ title }) => storable(title)],
  artist: ['text', ({ artist }) => storable(artist)],
  album: ['text', ({ album }) => storable(album)],
  description: ['text', ({ description }) => storable(description)],
  content_id: ['text', ({ livePhotoContentId }) => storable(livePhotoContentId)],
  has_motion: ['boolean', ({ motion }) => Boolean(motion)],
  sidecar_tags: ['text[]', ({ sidecarTags }) => (sidecarTags ?? []).map(storable)],
  shot: ['jsonb', ({ shot }) => storableParts(shot)],
  track: ['jsonb', ({ track }) => storableParts(track)],
} as const satisfies Partial<Record<keyof FileRecord, Written>>;

const COLUMNS = Object.entries<Written>(WRITTEN);

/** The facts as `FACTS_DECLARED` declares them. */
export function factsRow(facts: FileContentFacts): object {
  return Object.fromEntries(COLUMNS.map(([column, [, of]]) => [column, of(facts)]));
}

/** For `jsonb_to_recordset(…) AS n (…)`. */
export const FACTS_DECLARED = COLUMNS.map(([column, [type]]) => `${column} ${type}`).join(', ');

/** Tags that a side-car brings come beside those of people, and those that it does not bring any more go. */
const TAGS = `sidecar_tags = n.sidecar_tags, tags = CASE WHEN f.sidecar_tags = n.sidecar_tags THEN f.tags ELSE ARRAY(
    SELECT tag FROM (SELECT DISTINCT ON (lower(tag)) tag, place FROM unnest(
      ARRAY(SELECT own FROM unnest(f.tags) AS own WHERE NOT (own = ANY (f.sidecar_tags) AND own <> ALL (n.sidecar_tags)))
      || ARRAY(SELECT brought FROM unnest(n.sidecar_tags) AS brought WHERE brought <> ALL (f.sidecar_tags))
    ) WITH ORDINALITY AS t (tag, place) ORDER BY lower(tag), place) AS once ORDER BY place LIMIT ${MOST_TAGS}) END`;

/** A date that somebody corrected stays; what the file says goes beside it. */
const dateUnlessCorrected = (column: string) =>
  `${column} = CASE WHEN f.taken_from = 'person' THEN f.${column} ELSE n.${column} END,
   read_${column} = CASE WHEN f.taken_from = 'person' THEN n.${column} END`;

function takenOver(column: string): string {
  if (column.startsWith('taken_')) return dateUnlessCorrected(column);
  return column === 'sidecar_tags' ? TAGS : `${column} = n.${column}`;
}

/** For the `SET` of files `f`, from the facts `n`. */
export const FACTS_TAKEN_OVER = COLUMNS.map(([column]) => takenOver(column)).join(', ');
