import type { AlbumId, ArchiveId, FileId, SessionId } from '@hearth/contracts';
import { deleteInBatches, type Queryable } from '@hearth/platform';
import { isUnder } from './files-conditions.js';
import { LISTED } from './listed.js';

/** What goes into an archive: one of the three. */
export interface ArchiveSelection {
  readonly fileIds?: readonly FileId[] | undefined;
  readonly folder?: string | undefined;
  readonly albumId?: AlbumId | undefined;
}

export interface StoredArchive extends ArchiveSelection {
  readonly isExpired: boolean;
}

export async function recordArchive(
  database: Queryable,
  archive: ArchiveSelection & { id: ArchiveId; sessionId: SessionId; expiresAt: Date },
): Promise<void> {
  await database.query(
    `INSERT INTO catalog.archives (id, session_id, file_ids, folder, album_id, expires_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      ...[archive.id, archive.sessionId, archive.fileIds ?? null, archive.folder ?? null],
      ...[archive.albumId ?? null, archive.expiresAt],
    ],
  );
}

/** For the session that asked for it; to any other it does not exist. */
export async function findArchive(
  database: Queryable,
  id: ArchiveId,
  sessionId: SessionId,
): Promise<StoredArchive | undefined> {
  const [row] = await database.query<
    { file_ids: FileId[] | null; folder: string | null; album_id: AlbumId | null; is_expired: boolean }[]
  >(
    `SELECT file_ids, folder, album_id, expires_at <= now() AS is_expired FROM catalog.archives
     WHERE id = $1 AND session_id = $2`,
    [id, sessionId],
  );
  return (
    row && {
      fileIds: row.file_ids ?? undefined,
      folder: row.folder ?? undefined,
      albumId: row.album_id ?? undefined,
      isExpired: row.is_expired,
    }
  );
}

/** A day after they expired nobody asks for them any more. */
export async function forgetOldArchives(database: Queryable): Promise<void> {
  await deleteInBatches(database, 'catalog.archives', `expires_at < now() - interval '1 day'`);
}

export interface ArchivedFile {
  readonly id: FileId;
  readonly folder: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedAt: Date;
}

/** The listed files of a selection, in its order: as chosen, as in the album, or by folder and name; at most so many. */
export function findArchivedFiles(
  database: Queryable,
  { fileIds, folder, albumId }: ArchiveSelection,
  limit: number,
): Promise<ArchivedFile[]> {
  const [from, order, value] = fileIds
    ? [CHOSEN, 'chosen.place', fileIds]
    : albumId !== undefined
      ? [IN_ALBUM, 'a.position, f.id', albumId]
      : [`catalog.files f WHERE ($1::text = '' OR ${isUnder('$1')})`, 'f.folder, f.name', folder ?? ''];
  return database.query<ArchivedFile[]>(
    `SELECT f.id, f.folder, f.name, f.size_bytes::float8 AS "sizeBytes", f.modified_at AS "modifiedAt"
     FROM ${from} AND ${LISTED} AND f.missing_since IS NULL ORDER BY ${order} LIMIT $2`,
    [value, limit],
  );
}

const CHOSEN = `unnest($1::uuid[]) WITH ORDINALITY AS chosen (id, place) JOIN catalog.files f ON f.id = chosen.id WHERE true`;
const IN_ALBUM = `catalog.album_files a JOIN catalog.files f ON f.id = a.file_id WHERE a.album_id = $1::uuid`;
