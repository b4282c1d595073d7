import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddGuests1795902435894 implements MigrationInterface {
  name = 'AddGuests1795902435894';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE uploading.uploads
        -- Of what a guest brings: the link, and which opening of it.
        ADD COLUMN share_id uuid,
        ADD COLUMN guest_id uuid`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
