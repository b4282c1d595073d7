import type { DeviceId, FileId, FileKind, UserId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import type { DataSource, EntityManager } from 'typeorm';
import type { FileContentFacts } from './content-facts.js';
import { diskDigest, mtimeMsOf } from './disk-digest.js';
import { addFiles, changeFiles } from './file-events.js';
import { splitLibraryPath } from './library-path.js';
import { ON_DISK } from './listed.js';

/** A file's path and what stat() said of it when it was read: together they name its bytes. */
export interface FileVersion {
  readonly path: string;
  readonly sizeBytes: number;
  readonly mtimeNs: bigint;
  readonly inode: bigint;
  /** When the inode was last changed; a tool may set the other time back, but not this. Left out where nobody asked. */
  readonly ctimeNs?: bigint;
}

export interface Fingerprinted {
  readonly version: FileVersion;
  /** Null where the bytes could not be read. */
  readonly sha256: string | null;
  /** For the row, if there is none yet. */
  readonly newId: FileId;
  readonly kind: FileKind;
  readonly mimeType: string;
}

/** A file that came by an upload. */
export interface Uploaded extends Fingerprinted {
  readonly sha256: string;
  readonly uploadedBy: UserId;
  readonly deviceId: DeviceId | null;
}

/** What serves as a preview: an image of its own (null), the original, or the original until an image was made. */
export type PreviewAs = 'original' | 'later' | null;

export interface IndexOutcome {
  readonly facts: FileContentFacts;
  readonly state: 'ready' | 'unreadable';
  readonly reason: string | null;
  readonly hasThumbnail: boolean;
  readonly thumbhash: string | null;
  readonly previewAs?: PreviewAs;
  /** Of the reader that read the facts. */
  readonly factsVersion?: number;
}

/** Where the indexing of a version of a file stands. */
export interface IndexedVersion {
  readonly id: FileId;
  readonly sha256: string | null;
  readonly state: 'indexing' | 'ready' | 'unreadable';
}

/** Times that a scan wrote down were doubles, which are exact to a quarter of a microsecond. */
const SAME_TIME_NS = 1_000;

const SAME_VERSION = `f.folder = $1 AND f.name = $2 AND ${ON_DISK}
  AND f.size_bytes = $3 AND abs(f.mtime_ns - $4) < ${SAME_TIME_NS} AND f.inode = $5
  AND COALESCE(abs(f.ctime_ns - $6) < ${SAME_TIME_NS}, true)`;

function versionParameters({ path, sizeBytes, mtimeNs, inode, ctimeNs }: FileVersion): unknown[] {
  const { folder, name } = splitLibraryPath(path);
  return [
    ...[folder, name, sizeBytes, String(mtimeNs), String(inode)],
    ctimeNs === undefined ? null : String(ctimeNs),
  ];
}

/** The row of exactly these bytes at this path. */
export async function findVersion(
  database: Queryable,
  version: FileVersion,
): Promise<IndexedVersion | undefined> {
  const [row] = await database.query<IndexedVersion[]>(
    `SELECT f.id, f.sha256, f.state FROM catalog.files f WHERE ${SAME_VERSION}`,
    versionParameters(version),
  );
  return row;
}

/**
 * Writes down that these bytes are at this path, and tells of it: a new file, or other bytes in a known one, whose facts
 * are then to be read. The same bytes with another time stay as they are. Once more has no effect.
 */
export async function recordFingerprint(database: DataSource, file: Fingerprinted): Promise<void> {
  await database.transaction(async (manager) => {
    const known = await lockFile(manager, file.version.path);
    if (!known) return insertFile(manager, file);
    if (isSameVersion(known, file)) return;
    await replaceBytes(manager, known, file);
  });
}

/**
 * Writes down that an upload put these bytes there, in the transaction of the caller. Whoever saw the file on the disk
 * first, this or a scan, its row says who brought it. Returns the file's id. Once more has no effect.
 */
export async function recordUpload(manager: EntityManager, file: Uploaded): Promise<FileId> {
  const known = await lockFile(manager, file.version.path);
  if (!known) {
    await insertFile(manager, file);
    return file.newId;
  }
  if (!isSameVersion(known, file)) await replaceBytes(manager, known, file);
  await changeFiles(
    manager,
    `UPDATE catalog.files f SET uploaded_by = $2, device_id = $3, revision = f.revision + 1
     WHERE f.id = $1 AND (f.uploaded_by, f.device_id) IS DISTINCT FROM ($2::uuid, $3::uuid)`,
    [known.id, file.uploadedBy, file.deviceId],
  );
  return known.id;
}

interface KnownFile {
  id: FileId;
  sha256: string | null;
  size_bytes: string;
  mtime_ns: string;
  inode: string;
  ctime_ns: string | null;
  is_missing: boolean;
}

async function lockFile(manager: EntityManager, path: string): Promise<KnownFile | undefined> {
  const { folder, name } = splitLibraryPath(path);
  const [row] = await manager.query<KnownFile[]>(
    `SELECT f.id, f.sha256, f.size_bytes, f.mtime_ns, f.inode, f.ctime_ns, f.missing_since IS NOT NULL AS is_missing
     FROM catalog.files f WHERE f.folder = $1 AND f.name = $2 AND ${ON_DISK} FOR UPDATE`,
    [folder, name],
  );
  return row;
}

function isSameVersion(known: KnownFile, { version, sha256 }: Fingerprinted): boolean {
  return (
    !known.is_missing &&
    known.sha256 === sha256 &&
    BigInt(known.size_bytes) === BigInt(version.sizeBytes) &&
    BigInt(known.mtime_ns) === version.mtimeNs &&
    BigInt(known.inode) === version.inode &&
    (version.ctimeNs === undefined || (known.ctime_ns !== null && BigInt(known.ctime_ns) === version.ctimeNs))
  );
}

async function insertFile(manager: EntityManager, file: Fingerprinted | Uploaded): Promise<void> {
  const { uploadedBy, deviceId } = { uploadedBy: null, deviceId: null, ...file };
  const inserted = await addFiles(
    manager,
    `INSERT INTO catalog.files AS f (folder, name, size_bytes, mtime_ns, inode, ctime_ns, modified_at, disk_digest, sha256, id, kind, mime_type,
       uploaded_by, device_id)
     VALUES ($1, $2, $3, $4, $5, $6, to_timestamp($7), $8, $9, $10, $11, $12, $13, $14)
     ON CONFLICT (folder, name) WHERE ${ON_DISK.replaceAll('f.', '')} DO NOTHING`,
    [
      ...versionParameters(file.version),
      ...derivedParameters(file),
      ...[file.newId, file.kind, file.mimeType, uploadedBy, deviceId],
    ],
  );
  // Another copy was quicker: this delivery is done again and finds its row.
  if (inserted.length === 0) throw new Error('the file was added meanwhile');
}

async function replaceBytes(manager: EntityManager, known: KnownFile, file: Fingerprinted): Promise<void> {
  await changeFiles(
    manager,
    `UPDATE catalog.files f SET size_bytes = $3, mtime_ns = $4, inode = $5, ctime_ns = $6, modified_at = to_timestamp($7),
         disk_digest = $8, sha256 = $9, missing_since = NULL, revision = f.revision + 1,
         state = CASE WHEN f.sha256 = $9 THEN f.state ELSE 'indexing' END,
         reason = CASE WHEN f.sha256 = $9 THEN f.reason END,
         has_thumbnail = COALESCE(f.sha256 = $9, false) AND f.has_thumbnail,
         thumbhash = CASE WHEN f.sha256 = $9 THEN f.thumbhash END,
         preview_as = CASE WHEN f.sha256 = $9 THEN f.preview_as END,
         turn = CASE WHEN f.sha256 = $9 THEN f.turn END,
         shown_turn = CASE WHEN f.sha256 = $9 THEN f.shown_turn END
     WHERE f.id = $10 AND f.folder = $1 AND f.name = $2`,
    [...versionParameters(file.version), ...derivedParameters(file), known.id],
  );
}

function derivedParameters({ version, sha256 }: Fingerprinted): unknown[] {
  const { name } = splitLibraryPath(version.path);
  const mtimeMs = mtimeMsOf(version.mtimeNs);
  const look = {
    ...{ sizeBytes: version.sizeBytes, mtimeMs, inode: Number(version.inode) },
    ctimeMs: version.ctimeNs === undefined ? null : mtimeMsOf(version.ctimeNs),
  };
  return [mtimeMs / 1000, String(diskDigest(name, look)), sha256];
}

interface SharedPictures {
  readonly thumbhash: string | null;
  readonly reason: string | null;
  /** Null where a preview was made. */
  readonly previewAs: 'original' | 'later' | null;
}

/** What was made of another file with the same bytes whose thumbnails were made. */
export async function findThumbhash(
  database: Queryable,
  sha256: string,
): Promise<SharedPictures | undefined> {
  const [row] = await database.query<SharedPictures[]>(
    'SELECT thumbhash, reason, preview_as AS "previewAs" FROM catalog.files WHERE sha256 = $1 AND has_thumbnail LIMIT 1',
    [sha256],
  );
  return row;
}
