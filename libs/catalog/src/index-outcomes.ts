import type { FileId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import type { DataSource } from 'typeorm';
import { adoptByContentWithin } from './adoptions.js';
import { changeFiles } from './file-events.js';
import { MOST_TAGS } from './file-edits.js';
import type { FileContentFacts, FileVersion, IndexOutcome } from './index-writes.js';
import { libraryPath, splitLibraryPath } from './library-path.js';
import { ON_DISK } from './listed.js';
import { PICTURE_VERSION } from './picture-version.js';

/** A file whose content is to be looked at, as the catalogue has it. */
export interface FileToLookAt {
  readonly id: FileId;
  readonly version: FileVersion;
  readonly sha256: string | null;
  readonly state: 'indexing' | 'ready' | 'unreadable';
}

interface Row {
  id: FileId;
  folder: string;
  name: string;
  size_bytes: string;
  mtime_ns: string;
  ctime_ns: string | null;
  inode: string;
  sha256: string | null;
  state: FileToLookAt['state'];
}

/** Those of these paths that the catalogue knows; at most some hundred. */
export async function findFilesToLookAt(
  database: Queryable,
  paths: readonly string[],
): Promise<Map<string, FileToLookAt>> {
  const places = paths.map(splitLibraryPath);
  const rows = await database.query<Row[]>(
    `SELECT f.id, f.folder, f.name, f.size_bytes, f.mtime_ns, f.ctime_ns, f.inode, f.sha256, f.state
     FROM unnest($1::text[], $2::text[]) AS place (folder, name) JOIN catalog.files f USING (folder, name) WHERE ${ON_DISK}`,
    [places.map(({ folder }) => folder), places.map(({ name }) => name)],
  );
  return new Map(
    rows.map((row) => {
      const version = versionOf(row);
      return [version.path, { id: row.id, version, sha256: row.sha256, state: row.state }];
    }),
  );
}

/** What a row says of the file's place and look. */
export function versionOf(
  row: Pick<Row, 'folder' | 'name' | 'size_bytes' | 'mtime_ns' | 'ctime_ns' | 'inode'>,
): FileVersion {
  return {
    path: libraryPath(row),
    sizeBytes: Number(row.size_bytes),
    mtimeNs: BigInt(row.mtime_ns),
    inode: BigInt(row.inode),
    ...(row.ctime_ns !== null && { ctimeNs: BigInt(row.ctime_ns) }),
  };
}

/** What was found out about a version of a file. */
export interface Looked {
  readonly version: FileVersion;
  /** Null where the bytes could not be read. */
  readonly sha256: string | null;
  readonly outcome: IndexOutcome;
}

/** Times that a scan wrote down were doubles, which are exact to a quarter of a microsecond. */
const SAME_TIME_NS = 1_000;

/** Of `n`: a date that somebody corrected stays; what the file says goes beside it. */
export const TAKEN = ['taken_at', 'taken_local', 'taken_from']
  .map(
    (column) => `${column} = CASE WHEN f.taken_from = 'person' THEN f.${column} ELSE n.${column} END,
         read_${column} = CASE WHEN f.taken_from = 'person' THEN n.${column} END`,
  )
  .join(', ');

/** Of `n`: tags that a side-car brings come beside those of people, and those that it does not bring any more go. */
export const TAGS = `sidecar_tags = n.sidecar_tags, tags = CASE WHEN f.sidecar_tags = n.sidecar_tags THEN f.tags ELSE ARRAY(
    SELECT tag FROM (SELECT DISTINCT ON (lower(tag)) tag, place FROM unnest(
      ARRAY(SELECT own FROM unnest(f.tags) AS own WHERE NOT (own = ANY (f.sidecar_tags) AND own <> ALL (n.sidecar_tags)))
      || ARRAY(SELECT brought FROM unnest(n.sidecar_tags) AS brought WHERE brought <> ALL (f.sidecar_tags))
    ) WITH ORDINALITY AS t (tag, place) ORDER BY lower(tag), place) AS once ORDER BY place LIMIT ${MOST_TAGS}) END`;

/**
 * Ends the indexing of these versions of files and tells of it, all in one statement. Those that were done already, or whose
 * file is another one by now, are passed over. Returns how many it ended.
 */
export async function recordOutcomes(database: DataSource, looked: readonly Looked[]): Promise<number> {
  if (looked.length === 0) return 0;
  return database.transaction(async (manager) => {
    const ended = await changeFiles(
      manager,
      `UPDATE catalog.files f SET sha256 = n.sha256, kind = n.kind, mime_type = n.mime, width = n.width, height = n.height,
         duration_sec = n.duration, ${TAKEN},
         codecs = n.codecs, camera = n.camera, lens = n.lens, gps_lat = n.lat, gps_lon = n.lon, orientation = n.orientation,
         title = n.title, artist = n.artist, album = n.album, shot = n.shot, track = n.track, description = n.description, content_id = n.content_id, has_motion = n.has_motion, ${TAGS}, state = n.state, reason = n.reason,
         has_thumbnail = n.has_thumbnail, thumbhash = n.thumbhash, preview_as = n.preview_as, shown_turn = NULL, facts_version = n.facts_version, picture_version = ${PICTURE_VERSION}, revision = f.revision + 1
       FROM jsonb_to_recordset($1::jsonb) AS n (folder text, name text, size bigint, mtime numeric, ctime numeric, inode numeric,
         sha256 text, kind text, mime text, width int, height int, duration double precision, taken_at timestamptz,
         taken_local timestamp, taken_from text, codecs jsonb, camera text, lens text, lat double precision,
         lon double precision, orientation smallint, title text, artist text, album text, shot jsonb, track jsonb, description text, content_id text, has_motion boolean, sidecar_tags text[], state text, reason text,
         has_thumbnail boolean, thumbhash text, preview_as text, facts_version int)
       WHERE f.folder = n.folder AND f.name = n.name AND ${ON_DISK} AND f.state = 'indexing'
         AND f.size_bytes = n.size AND abs(f.mtime_ns - n.mtime) < ${SAME_TIME_NS} AND f.inode = n.inode
         AND COALESCE(abs(f.ctime_ns - n.ctime) < ${SAME_TIME_NS}, true)`,
      [JSON.stringify(looked.map(rowOf))],
    );
    // At once: nobody is to see a file under a new id that has one already.
    await adoptByContentWithin(
      manager,
      looked.flatMap(({ sha256 }) => sha256 ?? []),
    );
    return ended.length;
  });
}

/** As `recordOutcomes`, for a file whose bytes are known already. Returns false where they were done already or are gone. */
export async function recordOutcome(
  database: DataSource,
  version: FileVersion,
  outcome: IndexOutcome,
): Promise<boolean> {
  const known = await findFilesToLookAt(database, [version.path]);
  const sha256 = known.get(version.path)?.sha256 ?? null;
  return (await recordOutcomes(database, [{ version, sha256, outcome }])) > 0;
}

function rowOf({ version, sha256, outcome }: Looked): object {
  const { facts } = outcome;
  return {
    ...splitLibraryPath(version.path),
    ...{ size: version.sizeBytes, mtime: String(version.mtimeNs), inode: String(version.inode), sha256 },
    ctime: version.ctimeNs === undefined ? null : String(version.ctimeNs),
    ...factsColumns(facts),
    ...{ state: outcome.state, reason: storable(outcome.reason), has_thumbnail: outcome.hasThumbnail },
    ...{ thumbhash: outcome.thumbhash, preview_as: outcome.previewAs ?? null },
    facts_version: outcome.factsVersion ?? 0,
  };
}

/** The facts as the statements that write them down name them. */
export function factsColumns(facts: FileContentFacts): object {
  return {
    ...{ kind: facts.kind, mime: facts.mimeType, width: facts.width, height: facts.height },
    ...{ duration: facts.durationSec, taken_at: facts.takenAt, taken_local: facts.takenLocal },
    ...{ taken_from: facts.takenFrom, codecs: storableParts(facts.codecs), camera: storable(facts.camera) },
    ...{
      lens: storable(facts.lens),
      lat: facts.gps?.lat,
      lon: facts.gps?.lon,
      orientation: facts.orientation,
    },
    ...{ title: storable(facts.title), artist: storable(facts.artist), album: storable(facts.album) },
    ...{ description: storable(facts.description), content_id: storable(facts.livePhotoContentId) },
    has_motion: Boolean(facts.motion),
    sidecar_tags: (facts.sidecarTags ?? []).map(storable),
    ...{ shot: storableParts(facts.shot), track: storableParts(facts.track) },
  };
}

/** Postgres keeps no NUL and no half of a surrogate pair; what people write into tags may have both. */
function storable(text: string | null | undefined): string | null {
  return text?.toWellFormed().replaceAll('\0', '') ?? null;
}

function storableParts(parts: object | null | undefined): unknown {
  if (!parts) return null;
  const text = JSON.stringify(parts, (_, part: unknown) =>
    typeof part === 'string' ? storable(part) : part,
  );
  return JSON.parse(text) as unknown;
}
