import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files of equal content are found without a look at each file. */
export class IndexDuplicates1795892616469 implements MigrationInterface {
  name = 'IndexDuplicates1795892616469';
  /** Others go on writing while it is made. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS catalog.files_duplicates');
    await runner.query(`CREATE INDEX CONCURRENTLY files_duplicates ON catalog.files (sha256)
      WHERE unlisted_as IS NULL AND size_bytes > 0`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
