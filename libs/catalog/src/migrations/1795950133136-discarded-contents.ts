import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Contents of which nothing may stay: what was derived of them is removed within a minute, not in the next night but one. */
export class DiscardedContents1795950133136 implements MigrationInterface {
  name = 'DiscardedContents1795950133136';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE catalog.discarded_contents (sha256 text PRIMARY KEY)');
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
