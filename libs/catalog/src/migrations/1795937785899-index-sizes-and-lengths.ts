import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A page far out by size is looked for in the index alone, long films are found among the films, and the days of the favourites
 * are counted without a look at the files.
 */
export class IndexSizesAndLengths1795937785899 implements MigrationInterface {
  name = 'IndexSizesAndLengths1795937785899';
  /** Indexes that are built beside running writes. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS catalog.files_by_length');
    await runner.query(`CREATE INDEX CONCURRENTLY files_by_length ON catalog.files (duration_sec)
      WHERE unlisted_as IS NULL AND duration_sec IS NOT NULL`);
    await replace(runner, 'files_size', '(size_bytes, id) INCLUDE (unlisted_as)');
    await replace(
      runner,
      'files_favourite',
      '(local_time DESC, id DESC) INCLUDE (kind, state) WHERE unlisted_as IS NULL AND favourite',
    );
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}

/** May be done again after a crash. */
async function replace(runner: QueryRunner, name: string, definition: string): Promise<void> {
  await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS catalog.${name}_next`);
  await runner.query(`CREATE INDEX CONCURRENTLY ${name}_next ON catalog.files ${definition}`);
  await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS catalog.${name}`);
  await runner.query(`ALTER INDEX catalog.${name}_next RENAME TO ${name}`);
}
