import { HearthError, returning } from '@hearth/platform';
import type { DataSource, EntityManager } from 'typeorm';
import { removeFiles } from './file-events.js';
import { ON_DISK } from './listed.js';

/** A transaction each: a lost disk of a million files fits into neither one statement nor a moment of locks. */
const FILES_AT_ONCE = 5_000;
/** About two seconds' work; the rest of a lost disk follows, as nobody waits for minutes for an answer. */
const FILES_IN_A_REQUEST = 20_000;

export interface ConfirmedRemovals {
  /** How many files left the index. */
  readonly removed: number;
  /** How many are still to be removed, by `removeConfirmed`. */
  readonly filesToFollow: number;
}

interface ConfirmedLibrary {
  readonly status: string;
  /** As text: a Date would lose the microseconds. */
  readonly confirmed_at: string | null;
}

/**
 * Says that the files that are missing from the disk are gone for good, and takes the first of them out of the index. Those that
 * are found missing while this goes on were not confirmed, and stay. Throws `library.offline`; what was removed by then stays removed.
 */
export async function confirmRemovals(
  database: DataSource,
  filesInRequest = FILES_IN_A_REQUEST,
): Promise<ConfirmedRemovals> {
  const told = await returning(
    database,
    // What is not mounted has not vanished.
    `UPDATE catalog.library SET removals_confirmed_at = clock_timestamp() WHERE status <> 'offline' RETURNING library_id`,
  );
  if (told.length === 0 && (await isOffline(database))) throw new HearthError('library.offline');
  const confirmed = await countConfirmed(database);
  for (let looked = 0; looked < filesInRequest;) {
    const limit = Math.min(FILES_AT_ONCE, filesInRequest - looked);
    if ((await removeConfirmed(database, limit)) < limit) break;
    looked += limit;
  }
  const filesToFollow = await countConfirmed(database);
  return { removed: Math.max(0, confirmed - filesToFollow), filesToFollow };
}

/**
 * Takes some of the files out of the index whose removal was confirmed; returns how many, fewer than `limit` when these were
 * the last. Throws `library.offline`.
 */
export async function removeConfirmed(database: DataSource, limit = FILES_AT_ONCE): Promise<number> {
  if ((await countConfirmed(database, 1)) === 0) return 0;
  return database.transaction((manager) => removeSome(manager, limit));
}

/** A library that was never looked at has nothing missing, and is not offline either. */
async function isOffline(database: DataSource): Promise<boolean> {
  return (
    (await database.query<unknown[]>(`SELECT 1 FROM catalog.library WHERE status = 'offline'`)).length > 0
  );
}

const CONFIRMED = `f.missing_since <= (SELECT removals_confirmed_at FROM catalog.library) AND ${ON_DISK}`;

async function countConfirmed(database: DataSource, atMost?: number): Promise<number> {
  const [row] = await database.query<{ files: number }[]>(
    `SELECT count(*)::int AS files FROM (SELECT FROM catalog.files f WHERE ${CONFIRMED} LIMIT $1) AS confirmed`,
    [atMost ?? null],
  );
  return row?.files ?? 0;
}

async function removeSome(manager: EntityManager, limit: number): Promise<number> {
  const [library] = (await manager.query(
    'SELECT status, removals_confirmed_at::text AS confirmed_at FROM catalog.library FOR UPDATE',
  )) as ConfirmedLibrary[];
  if (library?.status === 'offline') throw new HearthError('library.offline');
  const removed = await removeFiles(
    manager,
    `DELETE FROM catalog.files f WHERE f.missing_since <= $1 AND f.id IN (
       SELECT f.id FROM catalog.files f WHERE f.missing_since <= $1 AND ${ON_DISK} LIMIT $2)`,
    [library?.confirmed_at, limit],
  );
  await manager.query(
    `UPDATE catalog.library SET status = 'online'
     WHERE NOT EXISTS (SELECT FROM catalog.files f WHERE f.missing_since IS NOT NULL AND ${ON_DISK})`,
  );
  return removed.length;
}
