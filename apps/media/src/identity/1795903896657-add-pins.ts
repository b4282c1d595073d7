import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddPins1795903896657 implements MigrationInterface {
  name = 'AddPins1795903896657';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What a device keeps for when the hub is away. A browser that is no paired device is known by its session.
      CREATE TABLE identity.pins (
        device_id uuid REFERENCES identity.devices ON DELETE CASCADE,
        session_id uuid REFERENCES identity.sessions ON DELETE CASCADE,
        file_id uuid NOT NULL,
        pinned_at timestamptz NOT NULL DEFAULT now(),
        CHECK (num_nonnulls(device_id, session_id) = 1)
      )`);
    await runner.query(
      'CREATE UNIQUE INDEX pins_device ON identity.pins (device_id, file_id) WHERE device_id IS NOT NULL',
    );
    await runner.query(
      'CREATE UNIQUE INDEX pins_session ON identity.pins (session_id, file_id) WHERE session_id IS NOT NULL',
    );
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
