import type { DataSource, EntityManager } from 'typeorm';
import { lockFigures } from '../storage/lock-figures.js';

/** Whatever may hold a person's id beside a time; `$1` is the person, `$2` who stands in for them, `$3` until when. */
const STATEMENTS = [
  `UPDATE analytics.active_days d SET who = md5($2::text || d.who) WHERE d.what = 'device' AND d.day < $3::date
     AND d.who IN (SELECT COALESCE(device_id, session_id)::text FROM analytics.access_sessions
       WHERE viewer = $1 AND last_at < $3 AND COALESCE(device_id, session_id) IS NOT NULL)`,
  `UPDATE analytics.access_sessions SET viewer = $2, ip = '', user_agent = '', device_id = NULL, session_id = NULL
     WHERE viewer = $1 AND last_at < $3`,
  `UPDATE analytics.file_viewer_hour SET viewer = $2 WHERE viewer = $1 AND hour < $3`,
  `UPDATE analytics.gains SET viewer = $2 WHERE viewer = $1 AND hour < $3`,
  `UPDATE analytics.file_viewers SET viewer = $2 WHERE viewer = $1 AND last_hour < $3`,
  `UPDATE analytics.active_days SET who = $2::text WHERE what = 'person' AND who = $1::text AND day < $3::date`,
  `UPDATE analytics.reports SET viewer = $2, ip = NULL, user_agent = NULL, session_id = NULL, device_id = NULL
     WHERE viewer = $1 AND at < $3`,
  `UPDATE analytics.played_segments SET user_id = $2 WHERE user_id = $1 AND at < $3`,
  `UPDATE analytics.playbacks SET viewer = $2 WHERE viewer = $1 AND updated_at < $3`,
];
const FURTHEST = 'UPDATE analytics.furthest SET viewer = $2 WHERE viewer = $1';

/** Later than anything that was counted. */
const ALL_OF_TIME = new Date(Date.UTC(2200));

/**
 * Takes a person's name off what was counted until a moment. Somebody who is nobody else stands in for them, so that a file
 * has as many viewers as before; where they came from and with what goes altogether.
 */
export async function takeNames(database: DataSource, userId: string, until?: Date): Promise<void> {
  await database.transaction(async (manager) => {
    await lockFigures((sql) => manager.query(sql));
    const standIn = crypto.randomUUID();
    for (const statement of STATEMENTS)
      await run(manager, statement, [userId, standIn, until ?? ALL_OF_TIME]);
    if (until) return;
    await run(manager, FURTHEST, [userId, standIn]);
    await run(
      manager,
      'INSERT INTO analytics.forgotten_people (user_id) VALUES ($1) ON CONFLICT (user_id) DO UPDATE SET since = now()',
      [userId],
    );
  });
}

async function run(manager: EntityManager, statement: string, all: readonly unknown[]): Promise<void> {
  const used = all.filter((_, at) => statement.includes(`$${at + 1}`));
  await manager.query(statement, used);
}

/** Takes them out of the single accesses, too, a day's partition at a time: no figure is made of those. */
export async function purgeForgotten(database: DataSource): Promise<number> {
  const forgotten = (await database.query(
    'SELECT user_id, since FROM analytics.forgotten_people ORDER BY since LIMIT 20',
  )) as { user_id: string; since: Date }[];
  if (forgotten.length === 0) return 0;
  const partitions = (await database.query(
    `SELECT child.relname AS name FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
     WHERE inhparent = 'analytics.access_log'::regclass`,
  )) as { name: string }[];
  for (const { name } of partitions) {
    await database.query(
      `UPDATE analytics.${name} l SET user_id = NULL, session_id = NULL, device_id = NULL, ip = '', user_agent = ''
       FROM unnest($1::uuid[], $2::timestamptz[]) AS f (user_id, since) WHERE l.user_id = f.user_id AND l.at <= f.since`,
      [forgotten.map(({ user_id }) => user_id), forgotten.map(({ since }) => since)],
    );
  }
  await database.query(
    `DELETE FROM analytics.forgotten_people p USING unnest($1::uuid[], $2::timestamptz[]) AS f (user_id, since)
     WHERE p.user_id = f.user_id AND p.since = f.since`,
    [forgotten.map(({ user_id }) => user_id), forgotten.map(({ since }) => since)],
  );
  return forgotten.length;
}
