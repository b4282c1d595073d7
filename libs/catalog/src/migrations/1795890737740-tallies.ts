import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How many listed files each folder and each tag has, without counting a million rows. Every statement that changes files adds
 * what it changed as rows of their own, so that no two wait for each other; these are summed up from time to time.
 */
export class Tallies1795890737740 implements MigrationInterface {
  name = 'Tallies1795890737740';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE catalog.tallies (
        kind text NOT NULL CHECK (kind IN ('folder', 'tag')),
        key text NOT NULL,
        files bigint NOT NULL,
        size_bytes numeric NOT NULL,
        PRIMARY KEY (kind, key)
      )`);
    await runner.query('CREATE INDEX tallies_below ON catalog.tallies (kind, key text_pattern_ops)');
    await runner.query(`
      CREATE TABLE catalog.tally_changes (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL,
        key text NOT NULL,
        files bigint NOT NULL,
        size_bytes numeric NOT NULL
      )`);
    await runner.query(
      'CREATE INDEX tally_changes_below ON catalog.tally_changes (kind, key text_pattern_ops)',
    );
    for (const change of ['insert', 'update', 'delete'] as const) await countOn(runner, change);
    // What stands is counted while nobody changes files: the triggers above hold writers off until this is done.
    await runner.query(`
      INSERT INTO catalog.tallies (kind, key, files, size_bytes)
      SELECT 'folder', folder, count(*), sum(size_bytes) FROM catalog.files WHERE unlisted_as IS NULL GROUP BY folder
      UNION ALL
      SELECT 'tag', tag, count(*), 0 FROM catalog.files, unnest(tags) AS tag WHERE unlisted_as IS NULL GROUP BY tag`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}

const TABLES = {
  insert: 'NEW TABLE AS new_rows',
  update: 'OLD TABLE AS old_rows NEW TABLE AS new_rows',
  delete: 'OLD TABLE AS old_rows',
} as const;

async function countOn(runner: QueryRunner, change: keyof typeof TABLES): Promise<void> {
  const before =
    change === 'insert' ? [] : ['SELECT -1 AS sign, folder, size_bytes, tags, unlisted_as FROM old_rows'];
  const after =
    change === 'delete' ? [] : ['SELECT 1 AS sign, folder, size_bytes, tags, unlisted_as FROM new_rows'];
  await runner.query(`
    CREATE FUNCTION catalog.tally_${change}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO catalog.tally_changes (kind, key, files, size_bytes)
      SELECT counted.kind, counted.key, sum(counted.sign), sum(counted.sign * counted.size_bytes)
      FROM (${[...before, ...after].join(' UNION ALL ')}) AS f
        CROSS JOIN LATERAL (
          SELECT 'folder' AS kind, f.folder AS key, f.sign, f.size_bytes
          UNION ALL SELECT 'tag', tag, f.sign, 0 FROM unnest(f.tags) AS tag
        ) AS counted
      WHERE f.unlisted_as IS NULL
      GROUP BY counted.kind, counted.key
      HAVING sum(counted.sign) <> 0 OR sum(counted.sign * counted.size_bytes) <> 0;
      RETURN NULL;
    END $$`);
  await runner.query(`
    CREATE TRIGGER files_tally_${change} AFTER ${change} ON catalog.files REFERENCING ${TABLES[change]}
    FOR EACH STATEMENT EXECUTE FUNCTION catalog.tally_${change}()`);
}
