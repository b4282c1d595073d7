import type { MigrationInterface, QueryRunner } from 'typeorm';

const ROWS_AT_ONCE = 5_000;

/**
 * What a clock showed, for the rows that were there before: times without a zone were read by the clock of this house, and go
 * by it until the better reader comes to the file. A part at a time, so that nobody waits for long.
 */
export class TimesOfKnownFiles1795902720961 implements MigrationInterface {
  name = 'TimesOfKnownFiles1795902720961';
  /** Each part is a transaction of its own; all may be done again after a crash. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    let after: string | undefined = '00000000-0000-0000-0000-000000000000';
    while (after !== undefined) after = await correctSome(runner, after, timeZone);
    await runner.query(
      `INSERT INTO catalog.companion_changes (folder) SELECT DISTINCT folder FROM catalog.files
       WHERE unlisted_as IS NULL OR unlisted_as IN ('sidecar', 'motion-part')`,
    );
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}

/** Returns the last id of this part; undefined after the last part. */
async function correctSome(
  runner: QueryRunner,
  after: string,
  timeZone: string,
): Promise<string | undefined> {
  const [{ last }] = (await runner.query(
    `WITH part AS (SELECT id FROM catalog.files WHERE id > $1 ORDER BY id LIMIT ${ROWS_AT_ONCE}),
     -- The time is written by a trigger.
     corrected AS (UPDATE catalog.files f SET taken_local = f.taken_at AT TIME ZONE $2
       WHERE f.id IN (SELECT id FROM part) AND CASE WHEN f.taken_at IS NULL
         THEN catalog.believed_time(f.modified_at, f.created_at) <> f.modified_at
         ELSE f.taken_local IS NULL AND f.taken_at AT TIME ZONE $2 <> f.local_time END)
     SELECT max(id::text) AS last FROM part`,
    [after, timeZone],
  )) as [{ last: string | null }];
  return last ?? undefined;
}
