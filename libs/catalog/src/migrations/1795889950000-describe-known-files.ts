import type { MigrationInterface, QueryRunner } from 'typeorm';

const ROWS_AT_ONCE = 5_000;

/** Describes the rows that were there before, a part at a time, and makes the indexes beside running writes. */
export class DescribeKnownFiles1795889950000 implements MigrationInterface {
  name = 'DescribeKnownFiles1795889950000';
  /** Each part is a transaction of its own, and so is each index; all may be done again after a crash. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    // Pages are rewritten as a whole: the old words index would only be kept up for nothing.
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS catalog.files_search');
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS catalog.files_name_trigrams');
    let after: string | undefined = '00000000-0000-0000-0000-000000000000';
    while (after !== undefined) after = await describeSome(runner, after);
    // Whatever else came meanwhile was described by the trigger.
    await runner.query('ALTER TABLE catalog.files DROP CONSTRAINT IF EXISTS files_described');
    await runner.query(
      'ALTER TABLE catalog.files ADD CONSTRAINT files_described CHECK (local_time IS NOT NULL AND search_text IS NOT NULL) NOT VALID',
    );
    await runner.query('ALTER TABLE catalog.files VALIDATE CONSTRAINT files_described');
    for (const [name, definition] of INDEXES) {
      await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS catalog.${name}`);
      await runner.query(`CREATE INDEX CONCURRENTLY ${name} ON catalog.files ${definition}`);
    }
    for (const name of REPLACED) await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS catalog.${name}`);
    await runner.query('ANALYZE catalog.files');
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}

/** Returns the last id of this part; undefined after the last part. */
async function describeSome(runner: QueryRunner, after: string): Promise<string | undefined> {
  const [{ last }] = (await runner.query(
    `WITH part AS (SELECT id FROM catalog.files WHERE id > $1 ORDER BY id LIMIT ${ROWS_AT_ONCE}),
     described AS (UPDATE catalog.files SET search_text = NULL
       WHERE id IN (SELECT id FROM part) AND search_text IS NULL)
     SELECT max(id::text) AS last FROM part`,
    [after],
  )) as [{ last: string | null }];
  return last ?? undefined;
}

const REPLACED = [
  'files_shown',
  'files_kind_shown',
  'files_folder_shown',
  'files_state_shown',
  'files_created',
  'files_name',
  'files_duration',
];

const LISTED = 'WHERE unlisted_as IS NULL';

/** What a list goes along, ending in `id`, for what is listed alone. */
const INDEXES: readonly (readonly [string, string])[] = [
  ['files_by_time', `(local_time DESC, id DESC) INCLUDE (kind) ${LISTED}`],
  ['files_by_moment', `(shown_at DESC, id DESC) ${LISTED}`],
  ['files_by_kind', `(kind, local_time DESC, id DESC) ${LISTED}`],
  ['files_by_arrival', `(created_at DESC, id DESC) ${LISTED}`],
  ['files_by_name', `(name COLLATE catalog.human_order, id) ${LISTED}`],
  ['files_by_duration', `((COALESCE(duration_sec, -1)), id) ${LISTED}`],
  ['files_by_popularity', `(popularity, id) ${LISTED}`],
  ['files_by_folder', `(folder, local_time DESC, id DESC) ${LISTED}`],
  ['files_by_state', `(state, local_time DESC, id DESC) ${LISTED} AND state <> 'ready'`],
  ['files_favourite', `(local_time DESC, id DESC) ${LISTED} AND favourite`],
  ['files_by_camera', `(camera, local_time DESC, id DESC) ${LISTED} AND camera IS NOT NULL`],
  ['files_by_uploader', `(uploaded_by, local_time DESC, id DESC) ${LISTED} AND uploaded_by IS NOT NULL`],
  ['files_by_device', `(device_id, local_time DESC, id DESC) ${LISTED} AND device_id IS NOT NULL`],
  ['files_by_latitude', `(gps_lat) ${LISTED} AND gps_lat IS NOT NULL`],
  ['files_by_tag', `USING gin (tags) ${LISTED} AND tags <> '{}'`],
  ['files_words', `USING gin (search) ${LISTED}`],
  ['files_trigrams', `USING gin (search_text gin_trgm_ops) ${LISTED}`],
];
