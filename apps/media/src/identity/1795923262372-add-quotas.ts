import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How much of a person's may lie in the library. None: as much as the disk holds. */
export class AddQuotas1795923262372 implements MigrationInterface {
  name = 'AddQuotas1795923262372';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE identity.users ADD COLUMN quota_bytes bigint');
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
