import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The session in which the devices of the house find each other has a key that the hub hands out. */
export class AddHouseSessions1795888000000 implements MigrationInterface {
  name = 'AddHouseSessions1795888000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE realtime.drop_sessions ADD COLUMN house_key bytea');
    await runner.query(
      'CREATE INDEX drop_sessions_house ON realtime.drop_sessions (expires_at) WHERE house_key IS NOT NULL',
    );
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
