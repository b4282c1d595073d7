import type { FileId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import { mayTryStep } from './failed-steps.js';
import { ON_DISK, SERVED } from './listed.js';

/** The name of the flow that makes renditions, and of its failures. */
export const RENDITION_STEP = 'rendition';

/** After the last one waited so long ago nobody is taken to wait any more. */
const WAITS_FOR_SEC = 10;
/** Who makes a rendition says so each second; after so long without a word nobody does. */
const SILENT_SEC = 5;
/** A film that somebody may be in the middle of is kept. */
const IN_USE_MINUTES = 60;
const IN_USE_SINCE = `now() - interval '${IN_USE_MINUTES} minutes'`;

const IS_WAITED_FOR = `r.wanted_at > now() - interval '${WAITS_FOR_SEC} s'`;
const IS_WORKED_AT = `COALESCE(r.worked_at > now() - interval '${SILENT_SEC} s', false)`;

/** What may be made of a file. */
export interface RenderableFile {
  readonly id: FileId;
  readonly sha256: string;
  readonly duration_sec: number;
}

const RENDERABLE = `f.kind IN ('video', 'audio') AND f.sha256 IS NOT NULL AND f.duration_sec > 0 AND f.state = 'ready'`;

export async function findRenderableFile(
  database: Queryable,
  id: FileId,
): Promise<RenderableFile | undefined> {
  const [row] = await database.query<RenderableFile[]>(
    `SELECT f.id, f.sha256, f.duration_sec FROM catalog.files f WHERE f.id = $1 AND ${SERVED} AND ${RENDERABLE}`,
    [id],
  );
  return row;
}

/** Any file of this content that may be asked for. */
export async function findRenderableContent(
  database: Queryable,
  sha256: string,
): Promise<RenderableFile | undefined> {
  const [row] = await database.query<RenderableFile[]>(
    `SELECT f.id, f.sha256, f.duration_sec FROM catalog.files f
     WHERE f.sha256 = $1 AND ${SERVED} AND ${RENDERABLE} ORDER BY f.id LIMIT 1`,
    [sha256],
  );
  return row;
}

/**
 * Somebody waits for this piece: work at the rendition begins, or moves there. That it is wanted means that it is not on the disk,
 * whatever was noted before.
 */
export async function wantSegment(
  database: Queryable,
  { sha256, segments, segment }: { sha256: string; segments: number; segment: number },
): Promise<void> {
  await database.query(
    `INSERT INTO catalog.renditions AS r (sha256, segments, wanted_segment) VALUES ($1, $2, $3)
     ON CONFLICT (sha256) DO UPDATE SET wanted_segment = $3, wanted_at = now(), used_at = now(), segments = $2,
       made = LEAST(r.made, $2 - 1)`,
    [sha256, segments, segment],
  );
}

/** Somebody opened it. */
export async function touchRendition(database: Queryable, sha256: string): Promise<void> {
  await database.query('UPDATE catalog.renditions SET used_at = now() WHERE sha256 = $1', [sha256]);
}

export interface RenditionState {
  readonly segments: number;
  readonly made: number;
  readonly is_worked_at: boolean;
  /** Why it was given up; null where it was not. */
  readonly reason: string | null;
}

export async function findRendition(
  database: Queryable,
  { id, sha256 }: RenderableFile,
): Promise<RenditionState | undefined> {
  const [row] = await database.query<RenditionState[]>(
    `SELECT r.segments, r.made, ${IS_WORKED_AT} AS is_worked_at, (
       SELECT s.reason FROM catalog.failed_steps s JOIN catalog.files f ON f.id = s.file_id
       WHERE s.step = $3 AND (s.retry_at IS NULL OR s.retry_at > now()) AND (f.id = $2 OR f.sha256 = $1) LIMIT 1
     ) AS reason
     FROM catalog.renditions r WHERE r.sha256 = $1`,
    [sha256, id, RENDITION_STEP],
  );
  return row;
}

/**
 * Files whose renditions are not whole and that nobody works at: what somebody waits for first, then what was asked for last. One file of
 * each content.
 */
export async function findDueRenditions(database: Queryable, limit: number): Promise<FileId[]> {
  const rows = await database.query<{ id: FileId }[]>(
    `SELECT due.id FROM catalog.renditions r CROSS JOIN LATERAL (
       SELECT f.id FROM catalog.files f
       WHERE f.sha256 = r.sha256 AND f.missing_since IS NULL AND ${ON_DISK} AND ${RENDERABLE} AND ${mayTryStep(RENDITION_STEP)}
       ORDER BY f.id LIMIT 1
     ) due
     WHERE r.made < r.segments AND NOT ${IS_WORKED_AT} ORDER BY r.wanted_at DESC LIMIT $1`,
    [limit],
  );
  return rows.map(({ id }) => id);
}

export interface RenditionWork {
  readonly wantedSegment: number;
  readonly isWaitedFor: boolean;
  /** Whether somebody waits for another film that nobody works at, and nobody for this one. */
  readonly mustYield: boolean;
}

/** Says what is made, that it is being worked at, and asks what is wanted now. Undefined: it is not wanted at all any more. */
export async function reportRendition(
  database: Queryable,
  { sha256, made, sizeBytes }: { sha256: string; made: number; sizeBytes: number },
): Promise<RenditionWork | undefined> {
  const [row] = await database.query<RenditionWork[]>(
    `WITH reported AS (
       UPDATE catalog.renditions r SET made = $2, size_bytes = $3, worked_at = CASE WHEN $2 < r.segments THEN now() END
       WHERE r.sha256 = $1 RETURNING r.wanted_segment, ${IS_WAITED_FOR} AS is_waited_for
     )
     SELECT reported.wanted_segment AS "wantedSegment", reported.is_waited_for AS "isWaitedFor", NOT reported.is_waited_for AND EXISTS (
       SELECT FROM catalog.renditions r
       WHERE r.sha256 <> $1 AND r.made < r.segments AND ${IS_WAITED_FOR} AND NOT ${IS_WORKED_AT}
     ) AS "mustYield" FROM reported`,
    [sha256, made, sizeBytes],
  );
  return row;
}

/** Nobody works at it just now. */
export async function leaveRendition(database: Queryable, sha256: string): Promise<void> {
  await database.query('UPDATE catalog.renditions SET worked_at = NULL WHERE sha256 = $1', [sha256]);
}

/** The film ends earlier than it says. */
export async function shortenRendition(database: Queryable, sha256: string, segments: number): Promise<void> {
  await database.query('UPDATE catalog.renditions SET segments = $2 WHERE sha256 = $1', [sha256, segments]);
}

/**
 * Takes out of the catalogue what was not used for longest, films and full-size pictures alike, while all together are larger than this,
 * and returns their contents: the files are to be removed. What somebody may be in the middle of stays, also what was opened while this
 * waited for its row: that is asked of the row itself once more.
 */
export async function forgetOldestRenditions(database: Queryable, maxBytes: number): Promise<string[]> {
  const rows = await database.query<{ sha256: string }[]>(
    `WITH made AS (
       SELECT sha256, used_at, size_bytes FROM catalog.renditions WHERE made > 0
       UNION ALL SELECT sha256, used_at, size_bytes FROM catalog.full_pictures WHERE mime_type IS NOT NULL
     ), kept AS (
       SELECT sha256, used_at, sum(size_bytes) OVER (ORDER BY used_at DESC, sha256) AS up_to_here FROM made
     ), old AS (
       SELECT sha256 FROM kept WHERE up_to_here > $1 AND used_at < ${IN_USE_SINCE}
     ), films AS (
       DELETE FROM catalog.renditions r USING old
       WHERE r.sha256 = old.sha256 AND r.used_at < ${IN_USE_SINCE} AND NOT ${IS_WORKED_AT} RETURNING r.sha256
     ), pictures AS (
       DELETE FROM catalog.full_pictures p USING old WHERE p.sha256 = old.sha256 AND p.used_at < ${IN_USE_SINCE} RETURNING p.sha256
     ) SELECT sha256 FROM films UNION SELECT sha256 FROM pictures`,
    [maxBytes],
  );
  return rows.map(({ sha256 }) => sha256);
}
