import type { FileId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import { mayTryStep } from './failed-steps.js';

/**
 * Films for a step that nobody waits for, the newest first; none while a file waits to be looked at for the first time.
 *
 * @param needed which films `f` need the step
 */
export async function findFilmsInQuiet(
  database: Queryable,
  needed: string,
  { step, limit }: { readonly step: string; readonly limit: number },
): Promise<FileId[]> {
  const rows = await database.query<{ id: FileId }[]>(
    `SELECT f.id FROM catalog.files f WHERE ${needed} AND f.missing_since IS NULL AND ${mayTryStep(step)}
       AND NOT EXISTS (SELECT FROM catalog.files i WHERE i.state = 'indexing' AND i.unlisted_as IS NULL AND i.missing_since IS NULL)
     ORDER BY f.shown_at DESC LIMIT $1`,
    [limit],
  );
  return rows.map(({ id }) => id);
}
