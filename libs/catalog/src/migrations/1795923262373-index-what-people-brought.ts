import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How much somebody brought in is read from the index alone. */
export class IndexWhatPeopleBrought1795923262373 implements MigrationInterface {
  name = 'IndexWhatPeopleBrought1795923262373';
  /** An index that is built beside running writes. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS catalog.files_brought');
    await runner.query(`CREATE INDEX CONCURRENTLY files_brought ON catalog.files (uploaded_by) INCLUDE (size_bytes)
      WHERE uploaded_by IS NOT NULL AND unlisted_as IS DISTINCT FROM 'vanished'`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
