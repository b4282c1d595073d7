import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOutbound1763720100000 implements MigrationInterface {
  name = 'CreateOutbound1763720100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE uploading.outbound (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        device_id uuid NOT NULL,
        file_id uuid NOT NULL,
        shared_by uuid NOT NULL,
        shared_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (device_id, file_id)
      )`);
    await runner.query('CREATE INDEX outbound_device ON uploading.outbound (device_id, id)');
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
