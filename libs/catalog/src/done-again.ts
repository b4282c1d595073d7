import type { FileId, RepeatableStep } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import type { DataSource } from 'typeorm';
import { mayTryStep } from './failed-steps.js';
import { FACTS_DECLARED, FACTS_TAKEN_OVER, factsRow, type FileContentFacts } from './content-facts.js';
import { changeFiles } from './file-events.js';
import type { FileVersion, IndexOutcome } from './index-writes.js';
import { versionOf } from './index-outcomes.js';
import { ON_DISK } from './listed.js';
import { PICTURE_VERSION } from './picture-version.js';

/** A file whose content was looked at before. */
export interface FileToRepeat {
  readonly version: FileVersion;
  readonly sha256: string;
  /** Whether it has pictures, be they of an older maker. */
  readonly hasThumbnail: boolean;
}

export async function findFileToRepeat(database: Queryable, id: FileId): Promise<FileToRepeat | undefined> {
  const [row] = await database.query<
    (Parameters<typeof versionOf>[0] & { sha256: string; has_thumbnail: boolean })[]
  >(
    `SELECT f.folder, f.name, f.size_bytes, f.mtime_ns, f.ctime_ns, f.inode, f.sha256, f.has_thumbnail FROM catalog.files f
     WHERE f.id = $1 AND f.state = 'ready' AND f.sha256 IS NOT NULL AND f.missing_since IS NULL AND ${ON_DISK}`,
    [id],
  );
  return row && { version: versionOf(row), sha256: row.sha256, hasThumbnail: row.has_thumbnail };
}

/** Nothing is done again as long as files wait to be looked at for the first time. */
const NOTHING_WAITS = `NOT EXISTS (SELECT FROM catalog.files i
  WHERE i.state = 'indexing' AND i.unlisted_as IS NULL AND i.missing_since IS NULL)`;

/** Files whose facts were read by an older reader than this one. */
export function findFilesOfOlderReader(
  database: Queryable,
  { version, step, limit }: { version: number; step: string; limit: number },
): Promise<FileId[]> {
  return idsFrom(
    database,
    `SELECT f.id FROM catalog.files f WHERE f.state = 'ready' AND f.facts_version < $1 AND f.missing_since IS NULL
       AND ${ON_DISK} AND ${mayTryStep(step)} AND ${NOTHING_WAITS} LIMIT $2`,
    [version, limit],
  );
}

/** Files without a picture for a reason that may have passed, or that nobody knows, and those that an older maker made pictures of. */
export function findFilesToPicture(database: Queryable, step: string, limit: number): Promise<FileId[]> {
  return idsFrom(
    database,
    `(SELECT f.id FROM catalog.failed_steps s JOIN catalog.files f ON f.id = s.file_id
      WHERE s.step = $1 AND s.retry_at <= now() AND f.state = 'ready' AND NOT f.has_thumbnail AND ${ON_DISK} LIMIT $2)
     UNION
     (SELECT f.id FROM catalog.files f WHERE f.state = 'ready' AND NOT f.has_thumbnail AND f.reason IS NULL
        AND f.kind IN ('image', 'video') AND f.missing_since IS NULL AND ${ON_DISK} AND ${mayTryStep(step)}
        AND ${NOTHING_WAITS} LIMIT $2)
     UNION
     (SELECT f.id FROM catalog.files f WHERE f.state = 'ready' AND f.has_thumbnail AND f.kind IN ('image', 'video')
        AND f.mime_type <> 'image/jpeg' AND f.picture_version < $3 AND f.missing_since IS NULL AND ${ON_DISK}
        AND ${mayTryStep(step)} AND ${NOTHING_WAITS} LIMIT $2)
     LIMIT $2`,
    [step, limit, PICTURE_VERSION],
  );
}

async function idsFrom(database: Queryable, sql: string, parameters: unknown[]): Promise<FileId[]> {
  return (await database.query<{ id: FileId }[]>(sql, parameters)).map(({ id }) => id);
}

/** Facts of the same bytes, read by a better reader. */
export async function recordFacts(
  database: DataSource,
  {
    id,
    sha256,
    facts,
    factsVersion,
  }: { id: FileId; sha256: string; facts: FileContentFacts; factsVersion: number },
): Promise<void> {
  await database.transaction((manager) =>
    changeFiles(
      manager,
      `UPDATE catalog.files f SET ${FACTS_TAKEN_OVER}, facts_version = $4, revision = f.revision + 1
       FROM jsonb_to_record($1::jsonb) AS n (${FACTS_DECLARED})
       WHERE f.id = $2 AND f.sha256 = $3 AND f.state = 'ready'`,
      [JSON.stringify(factsRow(facts)), id, sha256, factsVersion],
    ),
  );
}

/** The facts stay as they are: the reader found nothing it could believe. */
export async function keepFacts(database: Queryable, id: FileId, factsVersion: number): Promise<void> {
  await database.query('UPDATE catalog.files SET facts_version = $2 WHERE id = $1', [id, factsVersion]);
}

/** The pictures stay as they are: a better maker would make the same. */
export async function keepPictures(database: Queryable, id: FileId): Promise<void> {
  await database.query('UPDATE catalog.files SET picture_version = $2 WHERE id = $1', [id, PICTURE_VERSION]);
}

/** What came of a later attempt at a picture. */
export async function recordPicture(
  database: DataSource,
  id: FileId,
  sha256: string,
  { reason, hasThumbnail, thumbhash, previewAs }: IndexOutcome,
): Promise<void> {
  await database.transaction((manager) =>
    changeFiles(
      manager,
      `UPDATE catalog.files f SET has_thumbnail = $3, thumbhash = $4, preview_as = $5, shown_turn = NULL, reason = $6, picture_version = $7,
         revision = f.revision + 1
       WHERE f.id = $1 AND f.sha256 = $2 AND f.state = 'ready'`,
      [id, sha256, hasThumbnail, thumbhash, previewAs ?? null, reason, PICTURE_VERSION],
    ),
  );
}

const BACK_TO_THE_INDEX = `state = 'indexing', reason = NULL, has_thumbnail = false, thumbhash = NULL, preview_as = NULL`;
const CHANGES = {
  fingerprint: `sha256 = NULL, ${BACK_TO_THE_INDEX}`,
  facts: 'facts_version = 0',
  picture: BACK_TO_THE_INDEX,
  preview: `preview_as = CASE WHEN f.has_thumbnail AND f.mime_type = 'image/jpeg' AND f.preview_as IS NULL THEN 'later'
    ELSE f.preview_as END`,
} satisfies Record<RepeatableStep, string>;

/** Has a step of a file done once more, and forgets that it failed. Returns false where there is no such file. */
export async function repeatStep(database: DataSource, id: FileId, step: RepeatableStep): Promise<boolean> {
  return database.transaction(async (manager) => {
    await manager.query('DELETE FROM catalog.failed_steps WHERE file_id = $1', [id]);
    const changed = await changeFiles(
      manager,
      `UPDATE catalog.files f SET ${CHANGES[step]}, revision = f.revision + 1 WHERE f.id = $1 AND ${ON_DISK}`,
      [id],
    );
    return changed.length > 0;
  });
}
