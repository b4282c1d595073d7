import type {
  Orientation,
  Codecs,
  DeviceId,
  FileFacts,
  AlbumId,
  FileId,
  FileKind,
  FileState,
  Shot,
  TakenFrom,
  Track,
  UserId,
} from '@hearth/contracts';
import type { UnlistedAs } from './listed.js';

/** A column as PostgreSQL declares it, with the type in which pg reads it. */
interface Column<T> {
  readonly type: string;
  readonly isNullable: boolean;
  /** Only for the compiler. */
  readonly value?: T;
}

const column = <T>(type: string): Column<T> => ({ type, isNullable: false });
const nullable = <T>(type: string): Column<T | null> => ({ type, isNullable: true });

/** The table `catalog.files`, held against the database by a test. What may exceed 2^53 is read as a string. */
export const FILE_COLUMNS = {
  id: column<FileId>('uuid'),
  folder: column<string>('text'),
  name: column<string>('text'),
  kind: column<FileKind>('text'),
  mime_type: column<string>('text'),
  size_bytes: column<string>('bigint'),
  modified_at: column<Date>('timestamp with time zone'),
  mtime_ns: column<string>('numeric'),
  ctime_ns: nullable<string>('numeric'),
  inode: column<string>('numeric'),
  disk_digest: nullable<string>('bigint'),
  sha256: nullable<string>('text'),
  width: nullable<number>('integer'),
  height: nullable<number>('integer'),
  duration_sec: nullable<number>('double precision'),
  taken_at: nullable<Date>('timestamp with time zone'),
  /** Read it as text: pg would take it for a time of this machine's zone. */
  taken_local: nullable<Date>('timestamp without time zone'),
  taken_from: nullable<TakenFrom>('text'),
  created_at: column<Date>('timestamp with time zone'),
  codecs: nullable<Codecs>('jsonb'),
  camera: nullable<string>('text'),
  lens: nullable<string>('text'),
  gps_lat: nullable<number>('double precision'),
  gps_lon: nullable<number>('double precision'),
  /** The nearest town, see places.ts, and the words that it is found by. */
  place: nullable<string>('text'),
  place_words: nullable<string>('text'),
  /** Of the list of towns that was asked; 0 where none was. */
  places_version: column<number>('integer'),
  orientation: nullable<Orientation>('smallint'),
  /** How somebody wants it turned beyond `orientation`, and how its pictures were made: see turns.ts. */
  turn: nullable<Orientation>('smallint'),
  shown_turn: nullable<Orientation>('smallint'),
  title: nullable<string>('text'),
  artist: nullable<string>('text'),
  album: nullable<string>('text'),
  description: nullable<string>('text'),
  content_id: nullable<string>('text'),
  has_motion: column<boolean>('boolean'),
  sidecar_tags: column<string[]>('ARRAY'),
  shot: nullable<Shot>('jsonb'),
  track: nullable<Track>('jsonb'),
  thumbhash: nullable<string>('text'),
  has_thumbnail: column<boolean>('boolean'),
  preview_as: nullable<'original' | 'later'>('text'),
  state: column<FileState>('text'),
  reason: nullable<string>('text'),
  tags: column<string[]>('ARRAY'),
  favourite: column<boolean>('boolean'),
  popularity: column<number>('double precision'),
  uploaded_by: nullable<UserId>('uuid'),
  device_id: nullable<DeviceId>('uuid'),
  live_photo_of: nullable<FileId>('uuid'),
  missing_since: nullable<Date>('timestamp with time zone'),
  unlisted_as: nullable<UnlistedAs>('text'),
  unlisted_at: nullable<Date>('timestamp with time zone'),
  /** What it was unlisted as before it came into the bin, and the file that it went there with. */
  binned_from: nullable<'sidecar' | 'motion-part'>('text'),
  binned_with: nullable<FileId>('uuid'),
  /** When it was taken by what stands in it, where somebody has corrected that. */
  read_taken_at: nullable<Date>('timestamp with time zone'),
  read_taken_local: nullable<Date>('timestamp without time zone'),
  read_taken_from: nullable<string>('text'),
  facts_version: column<number>('integer'),
  /** Of what made its pictures. */
  picture_version: column<number>('integer'),
  revision: column<string>('bigint'),
  shown_at: nullable<Date>('timestamp with time zone'),
  /** Folded: what a search looks into. */
  search_text: nullable<string>('text'),
  search: nullable<string>('tsvector'),
  /** When it was taken by the clock of that place, else when it was changed in UTC. Read it as text, too. */
  local_time: nullable<Date>('timestamp without time zone'),
};

type Columns = typeof FILE_COLUMNS;
type FileColumn = keyof Columns;

/** A row of `catalog.files`, as pg reads it. */
export type FileRecord = {
  readonly [C in FileColumn]: NonNullable<Columns[C]['value']> | NullOf<Columns[C]>;
};
type NullOf<C> = C extends Column<infer T> ? Extract<T, null> : never;

const LISTED_COLUMNS = [
  'id',
  'folder',
  'name',
  'kind',
  'mime_type',
  'size_bytes',
  'sha256',
  'width',
  'height',
  'duration_sec',
  'taken_at',
  'created_at',
  'modified_at',
  'tags',
  'favourite',
  'uploaded_by',
  'device_id',
  'thumbhash',
  'has_thumbnail',
  'preview_as',
  'shown_turn',
  'state',
  'reason',
] as const satisfies FileColumn[];

const DETAIL_COLUMNS = [
  ...LISTED_COLUMNS,
  'codecs',
  'camera',
  'lens',
  'gps_lat',
  'gps_lon',
  'place',
  'orientation',
  'turn',
  'title',
  'artist',
  'album',
  'description',
  'shot',
  'track',
  'taken_from',
  'live_photo_of',
  'has_motion',
] as const satisfies FileColumn[];

interface LocalTime {
  /** `2022-01-31T20:00:00`. */
  readonly local_time: string;
}

interface InAlbums {
  /** The last changed first. */
  readonly albums: readonly { readonly id: AlbumId; readonly title: string }[];
}

/** A file as it stands in a list. */
export type ListedFile = Pick<FileRecord, (typeof LISTED_COLUMNS)[number]> & LocalTime;
/** A file alone. */
export type FileDetails = Pick<FileRecord, (typeof DETAIL_COLUMNS)[number]> & LocalTime & InAlbums;

const LOCAL_TIME_TEXT = `to_char(f.local_time, 'YYYY-MM-DD"T"HH24:MI:SS') AS local_time`;

const MAX_ALBUMS_TOLD = 100;
const ALBUMS_OF_FILE = `(
  SELECT COALESCE(jsonb_agg(jsonb_build_object('id', held.id, 'title', held.title) ORDER BY held.updated_at DESC), '[]')
  FROM (SELECT album.id, album.title, album.updated_at
    FROM catalog.album_files a JOIN catalog.albums album ON album.id = a.album_id
    WHERE a.file_id = f.id ORDER BY album.updated_at DESC LIMIT ${String(MAX_ALBUMS_TOLD)}) held) AS albums`;

/** What a `SELECT` of listed files names. */
export const LISTED_FILE = `${ofFiles(LISTED_COLUMNS)}, ${LOCAL_TIME_TEXT}`;
export const FILE_DETAILS = `${ofFiles(DETAIL_COLUMNS)}, ${LOCAL_TIME_TEXT}, ${ALBUMS_OF_FILE}`;

/** The columns of the table that a query calls `f`. */
export function ofFiles(columns: readonly FileColumn[]): string {
  return columns.map((name) => `f.${name}`).join(', ');
}

const LOCATION_COLUMNS = [
  'folder',
  'name',
  'mime_type',
  'size_bytes',
  'modified_at',
  'mtime_ns',
  'ctime_ns',
  'sha256',
  'has_thumbnail',
  'preview_as',
  'shown_turn',
  'missing_since',
] as const satisfies FileColumn[];

/** What streaming needs to know of a file. */
export const LOCATION = ofFiles(LOCATION_COLUMNS);
export type LocatedFile = Pick<FileRecord, (typeof LOCATION_COLUMNS)[number]>;

const FACTS = [
  'id',
  'name',
  'folder',
  'kind',
  'mime_type',
  'size_bytes',
  'duration_sec',
  'uploaded_by',
  'device_id',
  'created_at',
  'state',
  'revision',
  'unlisted_as',
] as const satisfies FileColumn[];

/** What `factsOf` needs of a row. */
export const FACT_COLUMNS = ofFiles(FACTS);
export type FactsRecord = Pick<FileRecord, (typeof FACTS)[number]>;

/** What others are told of a file. */
export function factsOf(record: FactsRecord): FileFacts {
  return {
    fileId: record.id,
    name: record.name,
    folder: record.folder,
    kind: record.kind,
    mimeType: record.mime_type,
    sizeBytes: Number(record.size_bytes),
    durationSec: record.duration_sec,
    uploadedBy: record.uploaded_by,
    deviceId: record.device_id,
    createdAt: record.created_at.toISOString(),
    state: record.state,
    revision: Number(record.revision),
  };
}
