import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever writes the catalogue has media publish what stands in its outbox: nothing but news of the catalogue. What is there already is
 * not looked at, as that would hold up writers.
 */
export class OutboxTellsOfFiles1795904052927 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE catalog.outbox ADD CONSTRAINT outbox_tells_of_files CHECK (subject LIKE 'hearth.catalog.%') NOT VALID`,
    );
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
