import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LeftOut1795889099494 implements MigrationInterface {
  name = 'LeftOut1795889099494';

  async up(runner: QueryRunner): Promise<void> {
    // What lies in the library and is not indexed, with the reason; bounded by who writes it.
    await runner.query(`
      CREATE TABLE catalog.left_out (
        path text PRIMARY KEY,
        reason text NOT NULL,
        seen_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      ALTER TABLE catalog.library
        ADD COLUMN left_out integer NOT NULL DEFAULT 0,
        -- Folders below the library's where another disk was mounted, with what tells that disk from others.
        ADD COLUMN mounts jsonb NOT NULL DEFAULT '{}'`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
