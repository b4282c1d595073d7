import type { FileId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';

/** Which of these contents some file has, one in the bin or one that may come back among them. */
export async function findContentsInUse(
  database: Queryable,
  digests: readonly string[],
): Promise<Set<string>> {
  const rows = await database.query<{ sha256: string }[]>(
    'SELECT DISTINCT sha256 FROM catalog.files WHERE sha256 = ANY($1::text[])',
    [digests],
  );
  return new Set(rows.map(({ sha256 }) => sha256));
}

/** The files with pictures that have one of these contents. */
export async function findPicturedFilesOf(
  database: Queryable,
  digests: readonly string[],
): Promise<FileId[]> {
  const rows = await database.query<{ id: FileId }[]>(
    'SELECT id FROM catalog.files WHERE sha256 = ANY($1::text[]) AND has_thumbnail',
    [digests],
  );
  return rows.map(({ id }) => id);
}

/** Failures of files that are gone. */
export async function forgetFailuresOfGoneFiles(database: Queryable): Promise<void> {
  await database.query(
    'DELETE FROM catalog.failed_steps s WHERE NOT EXISTS (SELECT FROM catalog.files f WHERE f.id = s.file_id)',
  );
}

const LOOKS_AT_ONCE = 5_000;
const LOOKS = ['picture_hashes', 'storyboards', 'inner_texts', 'full_pictures'];

/** What was noted of contents that no file has any more; in parts, as others write meanwhile. */
export async function forgetLooksOfGoneContents(database: Queryable): Promise<void> {
  for (const table of LOOKS) {
    for (let gone = LOOKS_AT_ONCE; gone === LOOKS_AT_ONCE;) {
      const [row] = await database.query<{ gone: number }[]>(
        `WITH gone AS (
           DELETE FROM catalog.${table} WHERE sha256 IN (
             SELECT l.sha256 FROM catalog.${table} l
             WHERE NOT EXISTS (SELECT FROM catalog.files f WHERE f.sha256 = l.sha256) LIMIT ${LOOKS_AT_ONCE}
           ) RETURNING 1
         ) SELECT count(*)::int AS gone FROM gone`,
      );
      gone = row?.gone ?? 0;
    }
  }
}

/** What was made of these contents is removed: should they come in again, all of it is made anew. */
export async function forgetMadeOf(database: Queryable, digests: readonly string[]): Promise<void> {
  for (const table of [...LOOKS, 'renditions'])
    await database.query(`DELETE FROM catalog.${table} WHERE sha256 = ANY($1::text[])`, [digests]);
}
