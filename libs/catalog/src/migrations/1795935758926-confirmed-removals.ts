import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When somebody last said that what is missing is gone for good: the removals outlive the request that asks for them. */
export class ConfirmedRemovals1795935758926 implements MigrationInterface {
  name = 'ConfirmedRemovals1795935758926';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE catalog.library ADD COLUMN removals_confirmed_at timestamptz');
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
