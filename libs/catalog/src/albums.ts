import { albumChanged, type AlbumId, type FileId, type UserId } from '@hearth/contracts';
import { type Queryable, returning, writeToOutbox } from '@hearth/platform';
import type { EntityManager } from 'typeorm';
import { LISTED_FILE, type ListedFile } from './file-record.js';
import { LISTED } from './listed.js';
import { PICTURE } from './library-path.js';

export interface AlbumRow {
  readonly id: AlbumId;
  readonly title: string;
  readonly files: number;
  readonly coverFileId: FileId | null;
  /** The content of the cover's picture. */
  readonly coverOf: string | null;
  readonly createdBy: UserId | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const HAS_PICTURE = `f.has_thumbnail AND f.sha256 IS NOT NULL AND ${LISTED}`;
const ALBUM = `album.id, album.title, album.cover_file_id AS "coverFileId", album.created_by AS "createdBy",
  album.created_at AS "createdAt", album.updated_at AS "updatedAt",
  (SELECT count(*)::int FROM catalog.album_files a JOIN catalog.files f ON f.id = a.file_id
    WHERE a.album_id = album.id AND ${LISTED}) AS files,
  COALESCE(
    (SELECT ${PICTURE} FROM catalog.files f WHERE f.id = album.cover_file_id AND ${HAS_PICTURE}),
    (SELECT ${PICTURE} FROM catalog.album_files a JOIN catalog.files f ON f.id = a.file_id
      WHERE a.album_id = album.id AND ${HAS_PICTURE} ORDER BY a.position, a.file_id LIMIT 1)) AS "coverOf"`;

/** For `findPage`, which gives it an order and an end: the albums, or those that hold a file. */
export function albumsStatement(fileId: FileId | undefined): { sql: string; parameters: unknown[] } {
  const holds = `EXISTS (SELECT FROM catalog.album_files a WHERE a.album_id = album.id AND a.file_id = $1)`;
  return {
    sql: `SELECT ${ALBUM}, to_char(album.updated_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS') AS "pageKey"
      FROM catalog.albums album WHERE ($1::uuid IS NULL OR ${holds})`,
    parameters: [fileId ?? null],
  };
}

export async function findAlbum(database: Queryable, id: AlbumId): Promise<AlbumRow | undefined> {
  const [row] = await database.query<AlbumRow[]>(
    `SELECT ${ALBUM} FROM catalog.albums album WHERE album.id = $1`,
    [id],
  );
  return row;
}

export type AlbumFile = ListedFile & { readonly position: string };

/** The listed files of an album in its own order, after a place in it. */
export function findAlbumFiles(
  database: Queryable,
  id: AlbumId,
  { after, limit }: { after?: { position: string; id: FileId } | undefined; limit: number },
): Promise<AlbumFile[]> {
  return database.query<AlbumFile[]>(
    `SELECT ${LISTED_FILE}, a.position::text AS position FROM catalog.album_files a JOIN catalog.files f ON f.id = a.file_id
     WHERE a.album_id = $1 AND ${LISTED} AND ($2::bigint IS NULL OR (a.position, a.file_id) > ($2, $3::uuid))
     ORDER BY a.position, a.file_id LIMIT $4`,
    [id, after?.position ?? null, after?.id ?? null, limit],
  );
}

export async function insertAlbum(
  manager: EntityManager,
  album: { id: AlbumId; title: string; createdBy: UserId },
): Promise<void> {
  await manager.query('INSERT INTO catalog.albums (id, title, created_by) VALUES ($1, $2, $3)', [
    album.id,
    album.title,
    album.createdBy,
  ]);
}

/** Holds off others who change it until the transaction ends. False where there is none. */
export async function lockAlbum(manager: EntityManager, id: AlbumId): Promise<boolean> {
  const rows = await manager.query<unknown[]>('SELECT 1 FROM catalog.albums WHERE id = $1 FOR UPDATE', [id]);
  return rows.length > 0;
}

/** Of the whole album, files in the bin among them. */
export async function countAlbumFiles(database: Queryable, id: AlbumId): Promise<number> {
  const [row] = await database.query<{ files: number }[]>(
    'SELECT count(*)::int AS files FROM catalog.album_files WHERE album_id = $1',
    [id],
  );
  return row?.files ?? 0;
}

/** What is undefined stays; then, or where only its files changed, others are told. */
export async function recordAlbumChange(
  manager: EntityManager,
  id: AlbumId,
  { title, coverFileId }: { title?: string | undefined; coverFileId?: FileId | null | undefined } = {},
): Promise<void> {
  const [row] = await returning<{ revision: string }>(
    manager,
    `UPDATE catalog.albums SET title = COALESCE($2, title), updated_at = now(), revision = revision + 1,
       cover_file_id = CASE WHEN $3 THEN $4::uuid ELSE cover_file_id END
     WHERE id = $1 RETURNING revision`,
    [id, title ?? null, coverFileId !== undefined, coverFileId ?? null],
  );
  if (row)
    await writeToOutbox(manager, 'catalog', albumChanged, [
      { albumId: id, revision: Number(row.revision), isGone: false },
    ]);
}

export async function deleteAlbum(manager: EntityManager, id: AlbumId): Promise<boolean> {
  const [row] = await returning<{ revision: string }>(
    manager,
    'DELETE FROM catalog.albums WHERE id = $1 RETURNING revision',
    [id],
  );
  if (!row) return false;
  const revision = Number(row.revision) + 1;
  await writeToOutbox(manager, 'catalog', albumChanged, [{ albumId: id, revision, isGone: true }]);
  return true;
}

/** Between two neighbours; a billion billions of them fit. */
const GAP = 1_000_000;

/** Puts listed files at the end, in this order. Returns which of these are in the album now. */
export async function appendToAlbum(
  manager: EntityManager,
  id: AlbumId,
  fileIds: readonly FileId[],
): Promise<Set<FileId>> {
  await manager.query(
    `INSERT INTO catalog.album_files (album_id, file_id, position)
     SELECT $1, f.id, COALESCE((SELECT max(position) FROM catalog.album_files WHERE album_id = $1), 0) + chosen.place * ${GAP}
     FROM unnest($2::uuid[]) WITH ORDINALITY AS chosen (id, place) JOIN catalog.files f ON f.id = chosen.id
     WHERE ${LISTED} ON CONFLICT DO NOTHING`,
    [id, fileIds],
  );
  return findInAlbum(manager, id, fileIds);
}

/** Which of these files are in the album. */
export async function findInAlbum(
  database: Queryable,
  id: AlbumId,
  fileIds: readonly FileId[],
): Promise<Set<FileId>> {
  const rows = await database.query<{ file_id: FileId }[]>(
    'SELECT file_id FROM catalog.album_files WHERE album_id = $1 AND file_id = ANY($2::uuid[])',
    [id, fileIds],
  );
  return new Set(rows.map(({ file_id: fileId }) => fileId));
}

export async function removeFromAlbum(
  manager: EntityManager,
  id: AlbumId,
  fileIds: readonly FileId[],
): Promise<void> {
  await manager.query('DELETE FROM catalog.album_files WHERE album_id = $1 AND file_id = ANY($2::uuid[])', [
    id,
    fileIds,
  ]);
}

/** Puts files of the album, in this order, before another one of it, or at the end. The whole album is numbered anew. */
export async function moveInAlbum(
  manager: EntityManager,
  id: AlbumId,
  { fileIds, before }: { fileIds: readonly FileId[]; before: FileId | null },
): Promise<void> {
  await manager.query(
    `WITH target AS (
       SELECT COALESCE((SELECT position FROM catalog.album_files WHERE album_id = $1 AND file_id = $3::uuid), 9e18::bigint) AS position
     ), numbered AS (
       SELECT a.file_id, row_number() OVER (ORDER BY
           CASE WHEN chosen.place IS NULL THEN a.position ELSE target.position END,
           chosen.place IS NULL, chosen.place, a.file_id) AS place
       FROM catalog.album_files a CROSS JOIN target
       LEFT JOIN unnest($2::uuid[]) WITH ORDINALITY AS chosen (id, place) ON chosen.id = a.file_id
       WHERE a.album_id = $1
     )
     UPDATE catalog.album_files a SET position = numbered.place * ${GAP} FROM numbered
     WHERE a.album_id = $1 AND a.file_id = numbered.file_id AND a.position <> numbered.place * ${GAP}`,
    [id, fileIds, before],
  );
}
