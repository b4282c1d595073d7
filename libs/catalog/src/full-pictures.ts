import { hasFullPicture, type FileId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import { mayTryStep } from './failed-steps.js';
import { versionOf } from './index-outcomes.js';
import type { FileVersion } from './index-writes.js';
import { derivedFolder } from './library-path.js';
import { ON_DISK, SERVED } from './listed.js';

/** The name of the flow that makes full-size pictures, and of its failures. */
export const FULL_PICTURES_STEP = 'full-pictures';

/** After the last one waited so long ago nobody is taken to wait any more, and nothing is made. */
const WAITS_FOR_SEC = 10;

const IS_WAITED_FOR = `p.mime_type IS NULL AND p.wanted_at > now() - interval '${WAITS_FOR_SEC} s'`;

/** As what they are made: WebP only where something shows through, as JPEG knows nothing of that. */
export type FullPictureType = 'image/jpeg' | 'image/webp';

/** The picture inside the derived folder. */
export function fullPicturePath(sha256: string, mimeType: FullPictureType): string {
  return `${derivedFolder(sha256)}/${fullPictureNames[mimeType]}`;
}

const fullPictureNames = { 'image/jpeg': 'full.jpg', 'image/webp': 'full.webp' };

/** All that one of this content may lie at. */
export function fullPicturePaths(sha256: string): string[] {
  return Object.values(fullPictureNames).map((name) => `${derivedFolder(sha256)}/${name}`);
}

const HAS_PICTURE = `f.kind = 'image' AND f.state = 'ready' AND f.has_thumbnail AND f.sha256 IS NOT NULL`;

/** A picture that browsers do not draw, and that is larger than its preview. */
export interface EnlargeableFile {
  readonly id: FileId;
  readonly sha256: string;
}

export async function findEnlargeableFile(
  database: Queryable,
  id: FileId,
): Promise<EnlargeableFile | undefined> {
  const [row] = await database.query<
    { sha256: string; mime_type: string; width: number | null; height: number | null }[]
  >(
    `SELECT f.sha256, f.mime_type, f.width, f.height FROM catalog.files f WHERE f.id = $1 AND ${SERVED} AND ${HAS_PICTURE}`,
    [id],
  );
  if (!row || !hasFullPicture({ ...row, kind: 'image', mimeType: row.mime_type })) return undefined;
  return { id, sha256: row.sha256 };
}

export interface FullPictureState {
  /** Null as long as none is made. */
  readonly mimeType: FullPictureType | null;
  /** Why it was given up; null where it was not. */
  readonly reason: string | null;
}

export async function findFullPicture(
  database: Queryable,
  { id, sha256 }: EnlargeableFile,
): Promise<FullPictureState | undefined> {
  const [row] = await database.query<FullPictureState[]>(
    `SELECT p.mime_type AS "mimeType", (
       SELECT s.reason FROM catalog.failed_steps s JOIN catalog.files f ON f.id = s.file_id
       WHERE s.step = $3 AND (s.retry_at IS NULL OR s.retry_at > now()) AND (f.id = $2 OR f.sha256 = $1) LIMIT 1
     ) AS reason FROM catalog.full_pictures p WHERE p.sha256 = $1`,
    [sha256, id, FULL_PICTURES_STEP],
  );
  return row;
}

/** Somebody waits for it. One that was made as `lost` and is not on the disk is made again; what was made meanwhile stays noted. */
export async function wantFullPicture(
  database: Queryable,
  sha256: string,
  lost?: FullPictureType,
): Promise<void> {
  await database.query(
    `INSERT INTO catalog.full_pictures AS p (sha256) VALUES ($1)
     ON CONFLICT (sha256) DO UPDATE SET wanted_at = now(), used_at = now(), mime_type = NULLIF(p.mime_type, $2),
       size_bytes = CASE WHEN p.mime_type = $2 THEN 0 ELSE p.size_bytes END`,
    [sha256, lost ?? null],
  );
}

/** Somebody looked at it. */
export async function touchFullPicture(database: Queryable, sha256: string): Promise<void> {
  await database.query('UPDATE catalog.full_pictures SET used_at = now() WHERE sha256 = $1', [sha256]);
}

/** Files whose full-size picture somebody waits for, who asked last first. One file of each content. */
export async function findDueFullPictures(database: Queryable, limit: number): Promise<FileId[]> {
  const rows = await database.query<{ id: FileId }[]>(
    `SELECT due.id FROM catalog.full_pictures p CROSS JOIN LATERAL (
       SELECT f.id FROM catalog.files f
       WHERE f.sha256 = p.sha256 AND f.missing_since IS NULL AND ${ON_DISK} AND ${HAS_PICTURE} AND ${mayTryStep(FULL_PICTURES_STEP)}
       ORDER BY f.id LIMIT 1
     ) due WHERE ${IS_WAITED_FOR} ORDER BY p.wanted_at DESC LIMIT $1`,
    [limit],
  );
  return rows.map(({ id }) => id);
}

/** Undefined where nobody waits for one of it any more. */
export async function findFileToEnlarge(
  database: Queryable,
  id: FileId,
): Promise<{ version: FileVersion; sha256: string } | undefined> {
  const [row] = await database.query<(Parameters<typeof versionOf>[0] & { sha256: string })[]>(
    `SELECT f.folder, f.name, f.size_bytes, f.mtime_ns, f.ctime_ns, f.inode, f.sha256
     FROM catalog.files f JOIN catalog.full_pictures p ON p.sha256 = f.sha256
     WHERE f.id = $1 AND ${IS_WAITED_FOR} AND ${ON_DISK} AND ${HAS_PICTURE}`,
    [id],
  );
  return row && { version: versionOf(row), sha256: row.sha256 };
}

export async function recordFullPicture(
  database: Queryable,
  sha256: string,
  { mimeType, sizeBytes }: { mimeType: FullPictureType; sizeBytes: number },
): Promise<void> {
  await database.query('UPDATE catalog.full_pictures SET mime_type = $2, size_bytes = $3 WHERE sha256 = $1', [
    sha256,
    mimeType,
    sizeBytes,
  ]);
}
