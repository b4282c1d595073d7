import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What our players played in pieces (HLS) is not in the log of the edge: where from, and by what, stands in their reports alone. */
export class AddressesOfReports1795939536909 implements MigrationInterface {
  name = 'AddressesOfReports1795939536909';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE analytics.reports ADD COLUMN ip text, ADD COLUMN user_agent text');
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
