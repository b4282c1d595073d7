import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was had on one device is found without a look at each session. */
export class IndexDevices1795921724671 implements MigrationInterface {
  name = 'IndexDevices1795921724671';
  /** Others go on writing while it is made. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS analytics.access_sessions_device');
    await runner.query(`CREATE INDEX CONCURRENTLY access_sessions_device
      ON analytics.access_sessions (device_id, started_at DESC, id DESC) WHERE counted AND device_id IS NOT NULL`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
