import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For what is done again: facts that an older reader read, pictures that could not be made and nobody said why. */
export class DoneAgain1795893038324 implements MigrationInterface {
  name = 'DoneAgain1795893038324';
  /** Indexes that are built beside running writes. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS catalog.files_facts_version');
    await runner.query(
      `CREATE INDEX CONCURRENTLY files_facts_version ON catalog.files (facts_version) WHERE state = 'ready'`,
    );
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS catalog.files_unpictured');
    await runner.query(`CREATE INDEX CONCURRENTLY files_unpictured ON catalog.files (id)
      WHERE state = 'ready' AND NOT has_thumbnail AND reason IS NULL AND kind IN ('image', 'video')`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
