import type { DeviceId, FileId, ShareId, UploadId, UploadOutcome, UserId } from '@hearth/contracts';
import { HearthError, type Queryable, returning } from '@hearth/platform';
import { IS_UNDER_WAY, isBefore, type UploadState } from './upload-states.js';

/** One upload, as the table has it. */
export interface Upload {
  readonly id: UploadId;
  readonly userId: UserId;
  readonly sessionDeviceId: DeviceId | null;
  readonly deviceId: DeviceId | null;
  /** The link by which a guest brings it, and which opening of it; `userId` made the link. */
  readonly shareId: ShareId | null;
  readonly guestId: string | null;
  readonly name: string;
  /** Null: where the device's backup belongs. */
  readonly folder: string | null;
  readonly mimeType: string;
  readonly modifiedAt: Date | null;
  readonly metadata: string;
  readonly sizeBytes: number;
  readonly offsetBytes: number;
  readonly state: UploadState;
  readonly sha256: string | null;
  readonly targetFolder: string | null;
  readonly targetName: string | null;
  readonly outcome: UploadOutcome | null;
  readonly fileId: FileId | null;
  readonly expiresAt: Date;
  /** How often all of it was there and could not be stored. */
  readonly failedAttempts: number;
}

export type NewUpload = Omit<
  Upload,
  'state' | 'sha256' | 'targetFolder' | 'targetName' | 'outcome' | 'fileId' | 'failedAttempts'
>;

const COLUMNS = `id, user_id AS "userId", session_device_id AS "sessionDeviceId", device_id AS "deviceId", share_id AS "shareId",
  guest_id AS "guestId", name, folder,
  mime_type AS "mimeType", modified_at AS "modifiedAt", metadata, size_bytes::float8 AS "sizeBytes",
  offset_bytes::float8 AS "offsetBytes", state, sha256, target_folder AS "targetFolder", target_name AS "targetName",
  outcome, file_id AS "fileId", expires_at AS "expiresAt", failed_attempts AS "failedAttempts"`;

export async function insertUpload(database: Queryable, upload: NewUpload): Promise<Upload> {
  const [row] = await returning<Upload>(
    database,
    `INSERT INTO uploading.uploads (id, user_id, session_device_id, device_id, name, folder, mime_type, modified_at, metadata,
       size_bytes, offset_bytes, expires_at, share_id, guest_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING ${COLUMNS}`,
    [
      ...[upload.id, upload.userId, upload.sessionDeviceId, upload.deviceId, upload.name, upload.folder],
      ...[upload.mimeType, upload.modifiedAt, upload.metadata, upload.sizeBytes, upload.offsetBytes],
      ...[upload.expiresAt, upload.shareId, upload.guestId],
    ],
  );
  return row as Upload;
}

export async function findUpload(database: Queryable, id: UploadId): Promise<Upload | undefined> {
  const [row] = await database.query<Upload[]>(`SELECT ${COLUMNS} FROM uploading.uploads WHERE id = $1`, [
    id,
  ]);
  return row;
}

/** How much of a person's is announced or here, and not in the library yet. */
export async function findBytesUnderWay(database: Queryable, userId: UserId): Promise<number> {
  const [row] = await database.query<[{ bytes: number }]>(
    `SELECT coalesce(sum(size_bytes), 0)::float8 AS bytes FROM uploading.uploads
     WHERE user_id = $1 AND ${IS_UNDER_WAY}`,
    [userId],
  );
  return row.bytes;
}

/** Returns false where the upload stands elsewhere by now. */
export async function advanceOffset(
  database: Queryable,
  { id, offsetBytes }: Upload,
  to: number,
  expiresAt: Date,
): Promise<boolean> {
  const rows = await returning(
    database,
    `UPDATE uploading.uploads SET offset_bytes = $3, expires_at = $4
     WHERE id = $1 AND offset_bytes = $2 AND state = 'receiving' RETURNING 1`,
    [id, offsetBytes, to, expiresAt],
  );
  return rows.length > 0;
}

/** So that another try need not hash and scan it again. */
export async function recordExamined(database: Queryable, id: UploadId, sha256: string): Promise<void> {
  await database.query(`UPDATE uploading.uploads SET sha256 = $2 WHERE id = $1 AND state = 'receiving'`, [
    id,
    sha256,
  ]);
}

export async function recordFailedAttempt(database: Queryable, id: UploadId, retryAt: Date): Promise<void> {
  await database.query(
    'UPDATE uploading.uploads SET failed_attempts = failed_attempts + 1, retry_at = $2 WHERE id = $1',
    [id, retryAt],
  );
}

/** Before the file is linked there. */
export async function recordTarget(
  database: Queryable,
  id: UploadId,
  target: { sha256: string; folder: string; name: string },
): Promise<void> {
  await move(database, id, {
    to: 'storing',
    changes: 'sha256 = $2, target_folder = $3, target_name = $4',
    values: [target.sha256, target.folder, target.name],
  });
}

export async function recordDone(
  database: Queryable,
  id: UploadId,
  done: Pick<Upload, 'expiresAt'> & {
    outcome: UploadOutcome;
    fileId: FileId;
    folder: string;
    name: string;
    sha256: string;
  },
): Promise<void> {
  await move(database, id, {
    to: 'done',
    changes: `outcome = $2, file_id = $3, target_folder = $4, target_name = $5, expires_at = $6, sha256 = $7`,
    values: [done.outcome, done.fileId, done.folder, done.name, done.expiresAt, done.sha256],
  });
}

export async function recordRefused(database: Queryable, id: UploadId): Promise<void> {
  await move(database, id, { to: 'refused' });
}

/** Throws `upload.busy` where another has brought it further meanwhile, or given it up: who lost the lock changes nothing. */
async function move(
  database: Queryable,
  id: UploadId,
  { to, changes, values = [] }: { to: UploadState; changes?: string; values?: readonly unknown[] },
): Promise<void> {
  const moved = await returning(
    database,
    `UPDATE uploading.uploads SET ${[`state = '${to}'`, ...(changes ? [changes] : [])].join(', ')}
     WHERE id = $1 AND ${isBefore(to)} RETURNING 1`,
    [id, ...values],
  );
  if (moved.length === 0) throw new HearthError('upload.busy');
}

/** The upload as it was; undefined where there was none. */
export async function deleteUpload(database: Queryable, id: UploadId): Promise<Upload | undefined> {
  const [row] = await returning<Upload>(
    database,
    `DELETE FROM uploading.uploads WHERE id = $1 RETURNING ${COLUMNS}`,
    [id],
  );
  return row;
}

/** All bytes are there, but they are not in the library yet: a crash, or a try that failed some time ago. */
export async function findUnstored(database: Queryable, limit: number): Promise<Upload[]> {
  return database.query(
    `SELECT ${COLUMNS} FROM uploading.uploads WHERE ${IS_UNDER_WAY} AND offset_bytes = size_bytes
       AND (retry_at IS NULL OR retry_at <= now())
     ORDER BY id LIMIT $1`,
    [limit],
  );
}

/** One that a crash left while it was stored is not expired before it was tried again. */
export async function findExpired(database: Queryable, limit: number): Promise<Upload[]> {
  return database.query(
    `SELECT ${COLUMNS} FROM uploading.uploads WHERE expires_at < now() AND (state <> 'storing' OR failed_attempts > 0)
     ORDER BY expires_at LIMIT $1`,
    [limit],
  );
}

/** How far those of these ids are that are uploads. */
export async function findStates(
  database: Queryable,
  ids: readonly string[],
): Promise<Map<string, UploadState>> {
  const rows = await database.query<{ id: string; state: UploadState }[]>(
    `SELECT id, state FROM uploading.uploads WHERE id = ANY ($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, state }) => [id, state]));
}
