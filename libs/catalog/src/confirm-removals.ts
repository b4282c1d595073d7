import { HearthError } from '@hearth/platform';
import type { DataSource, EntityManager } from 'typeorm';
import { removeFiles } from './file-events.js';
import { ON_DISK } from './listed.js';

/** A transaction each: a lost disk of a million files fits into neither one statement nor a moment of locks. */
const FILES_AT_ONCE = 5_000;

/**
 * Takes the files that are missing from the disk out of the index, for good, and returns how many these were. Those that are found
 * missing while this goes on were not confirmed, and stay. Throws `library.offline`; what was removed by then stays removed.
 */
export async function confirmRemovals(database: DataSource): Promise<number> {
  // As text: a Date would lose the microseconds.
  const [{ confirmed_at: confirmedAt }] = (await database.query(
    'SELECT clock_timestamp()::text AS confirmed_at',
  )) as [{ confirmed_at: string }];
  let total = 0;
  for (;;) {
    const removed = await database.transaction((manager) => removeSome(manager, confirmedAt));
    total += removed;
    if (removed < FILES_AT_ONCE) return total;
  }
}

async function removeSome(manager: EntityManager, confirmedAt: string): Promise<number> {
  const [library] = (await manager.query('SELECT status FROM catalog.library FOR UPDATE')) as {
    status: string;
  }[];
  // What is not mounted has not vanished.
  if (library?.status === 'offline') throw new HearthError('library.offline');
  const removed = await removeFiles(
    manager,
    `DELETE FROM catalog.files f WHERE f.missing_since <= $1 AND f.id IN (
       SELECT f.id FROM catalog.files f WHERE f.missing_since IS NOT NULL AND f.missing_since <= $1 AND ${ON_DISK} LIMIT $2)`,
    [confirmedAt, FILES_AT_ONCE],
  );
  await manager.query(
    `UPDATE catalog.library SET status = 'online'
     WHERE NOT EXISTS (SELECT FROM catalog.files f WHERE f.missing_since IS NOT NULL AND ${ON_DISK})`,
  );
  return removed.length;
}
