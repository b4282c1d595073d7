import type { FileId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import type { DataSource } from 'typeorm';
import { adoptByContentWithin } from './adoptions.js';
import { FACTS_DECLARED, FACTS_TAKEN_OVER, factsRow } from './content-facts.js';
import { changeFiles } from './file-events.js';
import type { FileVersion, IndexOutcome } from './index-writes.js';
import { libraryPath, splitLibraryPath } from './library-path.js';
import { ON_DISK } from './listed.js';
import { PICTURE_VERSION } from './picture-version.js';
import { storable } from './storable.js';

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

/**
 * Ends the indexing of these versions of files and tells of it, all in one statement. Those that were done already, or whose
 * file is another one by now, are passed over. Returns how many it ended.
 */
export async function recordOutcomes(database: DataSource, looked: readonly Looked[]): Promise<number> {
  if (looked.length === 0) return 0;
  return database.transaction(async (manager) => {
    const ended = await changeFiles(
      manager,
      `UPDATE catalog.files f SET sha256 = n.sha256, ${FACTS_TAKEN_OVER}, state = n.state, reason = n.reason,
         has_thumbnail = n.has_thumbnail, thumbhash = n.thumbhash, preview_as = n.preview_as, shown_turn = NULL,
         facts_version = n.facts_version, picture_version = ${PICTURE_VERSION}, revision = f.revision + 1
       FROM jsonb_to_recordset($1::jsonb) AS n (folder text, name text, size bigint, mtime numeric, ctime numeric, inode numeric,
         sha256 text, ${FACTS_DECLARED}, state text, reason text, has_thumbnail boolean, thumbhash text, preview_as text,
         facts_version int)
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
    ...factsRow(facts),
    ...{ state: outcome.state, reason: storable(outcome.reason), has_thumbnail: outcome.hasThumbnail },
    ...{ thumbhash: outcome.thumbhash, preview_as: outcome.previewAs ?? null },
    facts_version: outcome.factsVersion ?? 0,
  };
}
