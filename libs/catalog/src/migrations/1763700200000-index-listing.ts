import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the listing sorts, filters and searches by. */
export class IndexListing1763700200000 implements MigrationInterface {
  name = 'IndexListing1763700200000';

  async up(runner: QueryRunner): Promise<void> {
    // As people sort: whatever the case, accents beside their letters, IMG_9 before IMG_10.
    await runner.query(`CREATE COLLATION catalog.human_order (provider = icu, locale = 'und-u-kn-true')`);
    await runner.query('DROP INDEX catalog.files_name');
    await runner.query('CREATE INDEX files_name ON catalog.files (name COLLATE catalog.human_order, id)');
    await runner.query('CREATE INDEX files_duration ON catalog.files ((COALESCE(duration_sec, -1)), id)');
    await runner.query('CREATE INDEX files_folder_shown ON catalog.files (folder, shown_at DESC, id DESC)');
    await runner.query(
      `CREATE INDEX files_state_shown ON catalog.files (state, shown_at DESC, id DESC) WHERE state <> 'ready'`,
    );
    await runner.query('CREATE INDEX files_name_trigrams ON catalog.files USING gin (name gin_trgm_ops)');
    // What people type, split as the column "search" is; the last word may be unfinished.
    await runner.query(`
      CREATE FUNCTION catalog.words_query(typed text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT CASE WHEN typed ~ '[[:alnum:]]' THEN to_tsquery('simple'::regconfig,
          replace(btrim(regexp_replace(typed, '[^[:alnum:]]+', ' ', 'g')), ' ', ' & ') || ':*')
        ELSE ''::tsquery END
      $$`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
