import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddStoringAttempts1763720200000 implements MigrationInterface {
  name = 'AddStoringAttempts1763720200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE uploading.uploads
        -- How often all of it was there and could not be brought into the library.
        ADD COLUMN failed_attempts int NOT NULL DEFAULT 0,
        -- Not before then does the hub try again by itself.
        ADD COLUMN retry_at timestamptz`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
