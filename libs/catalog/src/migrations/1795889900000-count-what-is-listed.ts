import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How many files are listed on each day, by kind and state, kept as they change. A change adds rows and never updates one, so
 * that writers do not wait for each other; a reader adds them up (see file-counts.ts).
 */
export class CountWhatIsListed1795889900000 implements MigrationInterface {
  name = 'CountWhatIsListed1795889900000';

  async up(runner: QueryRunner): Promise<void> {
    const key = 'day date NOT NULL, kind text NOT NULL, state text NOT NULL, is_missing boolean NOT NULL';
    await runner.query(
      `CREATE TABLE catalog.file_counts (${key}, files bigint NOT NULL, PRIMARY KEY (day, kind, state, is_missing))`,
    );
    await runner.query(
      `CREATE TABLE catalog.file_count_changes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ${key}, files bigint NOT NULL)`,
    );
    const rows = (table: string, files: number) =>
      `SELECT f.local_time::date AS day, f.kind, f.state, f.missing_since IS NOT NULL AS is_missing, ${files} AS files
       FROM ${table} f WHERE f.unlisted_as IS NULL`;
    for (const [event, source] of [
      ['INSERT', rows('new_files', 1)],
      ['DELETE', rows('old_files', -1)],
      ['UPDATE', `${rows('new_files', 1)} UNION ALL ${rows('old_files', -1)}`],
    ] as const) {
      const name = `count_${event.toLowerCase()}`;
      await runner.query(`
        CREATE FUNCTION catalog.${name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO catalog.file_count_changes (day, kind, state, is_missing, files)
          SELECT day, kind, state, is_missing, sum(files) FROM (${source}) AS changed
          -- Rows that nobody has described yet are counted when they are.
          WHERE day IS NOT NULL GROUP BY 1, 2, 3, 4 HAVING sum(files) <> 0;
          RETURN NULL;
        END $$`);
      const tables = [
        event !== 'DELETE' && 'NEW TABLE AS new_files',
        event !== 'INSERT' && 'OLD TABLE AS old_files',
      ];
      await runner.query(`CREATE TRIGGER ${name} AFTER ${event} ON catalog.files
        REFERENCING ${tables.filter(Boolean).join(' ')} FOR EACH STATEMENT EXECUTE FUNCTION catalog.${name}()`);
    }
    await runner.query(`
      CREATE FUNCTION catalog.count_none() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN TRUNCATE catalog.file_counts, catalog.file_count_changes; RETURN NULL; END $$`);
    await runner.query(`CREATE TRIGGER count_none AFTER TRUNCATE ON catalog.files
      FOR EACH STATEMENT EXECUTE FUNCTION catalog.count_none()`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
