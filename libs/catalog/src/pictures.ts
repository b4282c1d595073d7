import type { FileId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import type { DataSource } from 'typeorm';
import { mayTryStep } from './failed-steps.js';
import { changeFiles } from './file-events.js';
import { ON_DISK } from './listed.js';
import { versionOf } from './index-outcomes.js';
import type { FileVersion } from './index-writes.js';

/** A file whose pictures were made, as the catalogue says. */
export interface PicturedFile {
  readonly id: FileId;
  readonly sha256: string;
  /** Set where no image of its own was made as its preview. */
  readonly preview_as: string | null;
  readonly shown_turn: number | null;
}

/** The next files with pictures in the order of their ids; none after the last one. */
export function findPicturedFiles(
  database: Queryable,
  after: FileId | undefined,
  limit: number,
): Promise<PicturedFile[]> {
  return database.query<PicturedFile[]>(
    `SELECT f.id, f.sha256, f.preview_as, f.shown_turn FROM catalog.files f
     WHERE f.has_thumbnail AND f.sha256 IS NOT NULL AND ($1::uuid IS NULL OR f.id > $1) AND ${ON_DISK}
     ORDER BY f.id LIMIT $2`,
    [after ?? null, limit],
  );
}

/** The pictures of these files are gone: they are to be indexed again, which makes new ones. */
export async function forgetPictures(database: DataSource, ids: readonly FileId[]): Promise<void> {
  await database.transaction(async (manager) => {
    await changeFiles(
      manager,
      `UPDATE catalog.files f SET state = 'indexing', has_thumbnail = false, thumbhash = NULL, preview_as = NULL, revision = f.revision + 1
       WHERE f.id = ANY($1::uuid[]) AND f.has_thumbnail AND ${ON_DISK}`,
      [ids],
    );
  });
}

/** Files whose previews are still to be made, the newest first; none as long as others wait to be looked at for the first time. */
export async function findFilesWithoutPreview(
  database: Queryable,
  step: string,
  limit: number,
): Promise<FileId[]> {
  const rows = await database.query<{ id: FileId }[]>(
    `SELECT f.id FROM catalog.files f WHERE f.preview_as = 'later' AND ${ON_DISK} AND f.missing_since IS NULL AND ${mayTryStep(step)}
       AND NOT EXISTS (SELECT FROM catalog.files i WHERE i.state = 'indexing' AND i.unlisted_as IS NULL AND i.missing_since IS NULL)
     ORDER BY f.shown_at DESC, f.id DESC LIMIT $1`,
    [limit],
  );
  return rows.map(({ id }) => id);
}

/** What is needed to make a preview. */
export interface FileToPreview {
  readonly version: FileVersion;
  readonly sha256: string;
  readonly mimeType: string;
  readonly width: number;
  readonly height: number;
}

type PreviewRow = Parameters<typeof versionOf>[0] & {
  sha256: string;
  mime_type: string;
  width: number;
  height: number;
};

export async function findFileToPreview(database: Queryable, id: FileId): Promise<FileToPreview | undefined> {
  const [row] = await database.query<PreviewRow[]>(
    `SELECT f.folder, f.name, f.size_bytes, f.mtime_ns, f.ctime_ns, f.inode, f.sha256, f.mime_type, f.width, f.height
     FROM catalog.files f WHERE f.id = $1 AND f.preview_as = 'later' AND f.sha256 IS NOT NULL AND ${ON_DISK}`,
    [id],
  );
  return (
    row && {
      version: versionOf(row),
      sha256: row.sha256,
      mimeType: row.mime_type,
      width: row.width,
      height: row.height,
    }
  );
}

/** The preview of these bytes was made. Nobody need be told: until now the original served at the same address. */
export async function recordPreview(database: Queryable, id: FileId, sha256: string): Promise<void> {
  await database.query(
    `UPDATE catalog.files SET preview_as = NULL WHERE id = $1 AND sha256 = $2 AND preview_as = 'later'`,
    [id, sha256],
  );
}
