import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the last backup was made, which `./hearth backup` writes down as the database's owner. */
export class Backups1795922420007 implements MigrationInterface {
  name = 'Backups1795922420007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE analytics.backups (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        made_at timestamptz NOT NULL
      )`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
