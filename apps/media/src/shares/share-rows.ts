import { type SharedScope } from '@hearth/catalog';
import type { AlbumId, FileId, Share, ShareId, UserId } from '@hearth/contracts';
import { type Queryable, returning } from '@hearth/platform';
import type { Client } from '../sign-in/client.js';
import { findAddress } from '../sign-in/client.js';
import type { ShareLimits } from './decide-share-open.js';

/** A link as it is stored, with the name of its maker. */
export interface ShareRow extends ShareLimits {
  readonly id: ShareId;
  readonly ownerId: UserId;
  readonly ownerName: string;
  readonly label: string | null;
  readonly passwordHash: string | null;
  readonly fileIds: FileId[] | null;
  readonly folder: string | null;
  readonly albumId: AlbumId | null;
  readonly allowUpload: boolean;
  readonly maxUploadFiles: number;
  readonly maxUploadBytes: number;
  readonly uploadFiles: number;
  readonly uploadBytes: number;
  readonly isModerated: boolean;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

const SHARE = `s.id, s.owner_id AS "ownerId", u.username AS "ownerName", s.label, s.password_hash AS "passwordHash",
  s.file_ids AS "fileIds", s.folder, s.album_id AS "albumId", s.allow_upload AS "allowUpload", s.uses,
  s.max_upload_files AS "maxUploadFiles", s.max_upload_bytes::float8 AS "maxUploadBytes", s.upload_files AS "uploadFiles",
  s.upload_bytes::float8 AS "uploadBytes", s.is_moderated AS "isModerated",
  s.max_uses AS "maxUses", s.created_at AS "createdAt", s.expires_at AS "expiresAt", s.last_used_at AS "lastUsedAt",
  s.revoked_at AS "revokedAt"`;
const SHARES = 'identity.shares s JOIN identity.users u ON u.id = s.owner_id';

export function scopeOf({
  fileIds,
  folder,
  albumId,
}: Pick<ShareRow, 'fileIds' | 'folder' | 'albumId'>): SharedScope {
  return { fileIds: fileIds ?? undefined, folder: folder ?? undefined, albumId: albumId ?? undefined };
}

/** For `findPage`: of one person, or of all. */
export function sharesStatement(ownerId: UserId | undefined): { sql: string; parameters: unknown[] } {
  return {
    sql: `SELECT ${SHARE}, to_char(s.created_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS') AS "pageKey"
      FROM ${SHARES} WHERE $1::uuid IS NULL OR s.owner_id = $1`,
    parameters: [ownerId ?? null],
  };
}

export async function findShare(database: Queryable, id: ShareId): Promise<ShareRow | undefined> {
  const [row] = await database.query<ShareRow[]>(`SELECT ${SHARE} FROM ${SHARES} WHERE s.id = $1`, [id]);
  return row;
}

export async function findShareByCode(database: Queryable, codeHash: Buffer): Promise<ShareRow | undefined> {
  const [row] = await database.query<ShareRow[]>(`SELECT ${SHARE} FROM ${SHARES} WHERE s.code_hash = $1`, [
    codeHash,
  ]);
  return row;
}

/** Of what guests may bring. What is undefined is as the table has it. */
interface UploadLimits {
  readonly maxUploadFiles?: number | undefined;
  readonly maxUploadBytes?: number | undefined;
  readonly isModerated?: boolean | undefined;
}

export type NewShare = Pick<ShareRow, 'id' | 'ownerId' | 'expiresAt' | 'allowUpload'> &
  SharedScope &
  UploadLimits & {
    readonly codeHash: Buffer;
    readonly label: string | undefined;
    readonly passwordHash: string | undefined;
    readonly maxUses: number | undefined;
  };

export async function insertShare(database: Queryable, share: NewShare): Promise<void> {
  await database.query(
    `INSERT INTO identity.shares (id, owner_id, label, code_hash, password_hash, file_ids, folder, album_id, allow_upload,
       max_uses, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[share.id, share.ownerId, share.label ?? null, share.codeHash, share.passwordHash ?? null],
      ...[share.fileIds ?? null, share.folder ?? null, share.albumId ?? null, share.allowUpload],
      ...[share.maxUses ?? null, share.expiresAt],
    ],
  );
  await updateUploadLimits(database, share.id, share);
}

export interface ShareChange extends UploadLimits {
  readonly expiresAt?: Date | undefined;
  readonly maxUses?: number | null | undefined;
  readonly passwordHash?: string | null | undefined;
  readonly label?: string | null | undefined;
}

/** What is undefined stays. */
export async function updateShare(database: Queryable, id: ShareId, change: ShareChange): Promise<void> {
  const { expiresAt, maxUses, passwordHash, label } = change;
  await database.query(
    `UPDATE identity.shares SET expires_at = COALESCE($2, expires_at),
       max_uses = CASE WHEN $3 THEN $4::int ELSE max_uses END,
       password_hash = CASE WHEN $5 THEN $6::text ELSE password_hash END,
       label = CASE WHEN $7 THEN $8::text ELSE label END
     WHERE id = $1 AND revoked_at IS NULL`,
    [
      ...[id, expiresAt ?? null, maxUses !== undefined, maxUses ?? null],
      ...[passwordHash !== undefined, passwordHash ?? null, label !== undefined, label ?? null],
    ],
  );
  await updateUploadLimits(database, id, change);
}

async function updateUploadLimits(
  database: Queryable,
  id: ShareId,
  { maxUploadFiles, maxUploadBytes, isModerated }: UploadLimits,
): Promise<void> {
  await database.query(
    `UPDATE identity.shares SET max_upload_files = COALESCE($2, max_upload_files),
       max_upload_bytes = COALESCE($3, max_upload_bytes), is_moderated = COALESCE($4, is_moderated)
     WHERE id = $1 AND revoked_at IS NULL`,
    [id, maxUploadFiles ?? null, maxUploadBytes ?? null, isModerated ?? null],
  );
}

/** Whether this request is one of those that the link may be opened by: of many at once as many win as uses are left. */
export async function countUse(database: Queryable, id: ShareId): Promise<boolean> {
  const rows = await returning(
    database,
    `UPDATE identity.shares SET uses = uses + 1, last_used_at = now()
     WHERE id = $1 AND revoked_at IS NULL AND expires_at > now() AND (max_uses IS NULL OR uses < max_uses)
     RETURNING id`,
    [id],
  );
  return rows.length > 0;
}

/** Older ones make room: a link that is opened without end fills no disk. */
const OPENS_KEPT = 200;

export async function recordOpen(database: Queryable, id: ShareId, client: Client): Promise<void> {
  await database.query('INSERT INTO identity.share_opens (share_id, ip, user_agent) VALUES ($1, $2, $3)', [
    id,
    findAddress(client),
    client.userAgent ?? null,
  ]);
  await database.query(
    `DELETE FROM identity.share_opens WHERE share_id = $1 AND id <= (
       SELECT id FROM identity.share_opens WHERE share_id = $1 ORDER BY id DESC OFFSET ${OPENS_KEPT} LIMIT 1)`,
    [id],
  );
}

export async function findOpens(
  database: Queryable,
  id: ShareId,
  limit: number,
): Promise<{ at: Date; ip: string | null; userAgent: string | null }[]> {
  return database.query(
    `SELECT opened_at AS at, host(ip) AS ip, user_agent AS "userAgent" FROM identity.share_opens
     WHERE share_id = $1 ORDER BY id DESC LIMIT $2`,
    [id, limit],
  );
}

export function findFetches(
  database: Queryable,
  id: ShareId,
  limit: number,
): Promise<{ fileId: FileId; times: number; lastAt: Date }[]> {
  return database.query(
    `SELECT file_id AS "fileId", times, last_at AS "lastAt" FROM identity.share_fetches
     WHERE share_id = $1 ORDER BY last_at DESC, file_id LIMIT $2`,
    [id, limit],
  );
}

export function kindOf({
  fileIds,
  folder,
  albumId,
}: Pick<ShareRow, 'fileIds' | 'folder' | 'albumId'>): Share['of'] {
  if (fileIds) return 'files';
  if (folder !== null) return 'folder';
  return albumId ? 'album' : 'nothing';
}
