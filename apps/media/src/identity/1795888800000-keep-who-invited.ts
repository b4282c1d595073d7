import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepWhoInvited1795888800000 implements MigrationInterface {
  name = 'KeepWhoInvited1795888800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE identity.devices
        ADD invited_by uuid REFERENCES identity.devices ON DELETE SET NULL`);
    await runner.query('CREATE INDEX devices_invited_by ON identity.devices (invited_by)');
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
