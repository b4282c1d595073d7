import type { Queryable } from '@hearth/platform';
import type { QueryRunner } from 'typeorm';

/**
 * Copies of the versions before the bin store a file with `ON CONFLICT (folder, name)`, for which Postgres wants one path in the
 * whole table to be unique, of files in the bin as well. So the constraint outlives the migration that makes it needless, until
 * no such copy is connected any more. Meanwhile a path out of which a file was binned takes no other one: what comes there is
 * tried again, as where another copy was quicker.
 */
const CONSTRAINT = 'files_folder_name_key';

/** They signed in as the owner; since then every service has a login of its own. */
const FORMER_COPY = `datname = current_database() AND usename = 'hearth' AND application_name IN ('media', 'indexer')`;

/** The table may be in use: who waits for it longer makes everybody wait behind. */
const LOCK_TIMEOUT = '2s';

export async function areFormerPathsKept(database: Queryable): Promise<boolean> {
  const [row] = await database.query<{ kept: boolean }[]>(
    `SELECT EXISTS (SELECT FROM pg_constraint WHERE conrelid = 'catalog.files'::regclass AND conname = $1) AS kept`,
    [CONSTRAINT],
  );
  return row?.kept === true;
}

/** Whether a copy of such a version is connected at this moment; one that rests may not be. */
export async function isFormerCopyConnected(database: Queryable): Promise<boolean> {
  const [row] = await database.query<{ connected: boolean }[]>(
    `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE ${FORMER_COPY}) AS connected`,
    [],
  );
  return row?.connected === true;
}

/** Once more has no effect. Fails where the table is busy. */
export async function forgetFormerPaths(runner: QueryRunner): Promise<void> {
  await runner.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
  try {
    await runner.query(`ALTER TABLE catalog.files DROP CONSTRAINT IF EXISTS ${CONSTRAINT}`);
  } finally {
    await runner.query('RESET lock_timeout');
  }
}
