import type { FileId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';

/** A step that was given up for a file, at least for now: a row of `FAILED_STEPS_LIST`. */
export interface FailedStep {
  readonly id: FileId;
  readonly name: string;
  readonly folder: string;
  readonly step: string;
  /** In words for people. */
  readonly reason: string;
  /** How often it failed, each time after several tries in a row. */
  readonly attempts: number;
  readonly failed_at: Date;
  /** When it is tried again by itself; null: when somebody asks for it. */
  readonly retry_at: Date | null;
}

const LONGEST_REASON = 300;

/** For the `WHERE` of a query on `catalog.files f`: the file's step was not given up, or its time has come again. */
export function mayTryStep(step: string): string {
  if (!/^[a-z-]+$/.test(step)) throw new TypeError('the name of a step is of small letters');
  return `NOT EXISTS (SELECT FROM catalog.failed_steps s WHERE s.file_id = f.id AND s.step = '${step}'
    AND (s.retry_at IS NULL OR s.retry_at > now()))`;
}

/**
 * Writes down that a step failed for good. With `retryAfterMs` it is tried again by itself, later each time: twice that, four
 * times that, up to a day. What has left the catalogue meanwhile is passed over.
 */
export async function recordFailedStep(
  database: Queryable,
  failure: { fileId: FileId; step: string; reason: string; retryAfterMs?: number },
): Promise<void> {
  await database.query(
    `INSERT INTO catalog.failed_steps AS s (file_id, step, reason, retry_at)
     SELECT id, $2, $3, now() + $4 * interval '1 ms' FROM catalog.files WHERE id = $1
     ON CONFLICT (file_id, step) DO UPDATE SET reason = EXCLUDED.reason, failed_at = now(), attempts = s.attempts + 1,
       retry_at = now() + LEAST($4 * power(2, LEAST(s.attempts, 20)), 86400000) * interval '1 ms'`,
    [
      failure.fileId,
      failure.step,
      failure.reason.toWellFormed().replaceAll('\0', '').slice(0, LONGEST_REASON),
      failure.retryAfterMs ?? null,
    ],
  );
}

/** The step succeeded after all. */
export async function forgetFailedStep(database: Queryable, fileId: FileId, step: string): Promise<void> {
  await database.query('DELETE FROM catalog.failed_steps WHERE file_id = $1 AND step = $2', [fileId, step]);
}

/** All failures, for a list that is paged by `"pageKey"` and `id`, the latest first when it descends. */
export const FAILED_STEPS_LIST = `SELECT s.file_id AS id, s.step, s.reason, s.attempts, s.failed_at, s.retry_at, f.name, f.folder,
    to_char(s.failed_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS') || s.step AS "pageKey"
  FROM catalog.failed_steps s JOIN catalog.files f ON f.id = s.file_id`;

/** Lets failed steps be tried once more: of these files, or of all that are still there. Returns how many these are. */
export async function retryFailedSteps(
  database: Queryable,
  { fileIds, step }: { fileIds?: readonly FileId[] | undefined; step?: string | undefined },
): Promise<number> {
  const [row] = await database.query<{ steps: number }[]>(
    `WITH retried AS (
       UPDATE catalog.failed_steps s SET retry_at = now() FROM catalog.files f
       WHERE f.id = s.file_id AND ($1::uuid[] IS NULL OR s.file_id = ANY($1)) AND ($2::text IS NULL OR s.step = $2) RETURNING 1
     ) SELECT count(*)::int AS steps FROM retried`,
    [fileIds ?? null, step ?? null],
  );
  return row?.steps ?? 0;
}
