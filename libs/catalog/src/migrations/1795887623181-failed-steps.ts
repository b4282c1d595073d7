import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FailedSteps1795887623181 implements MigrationInterface {
  name = 'FailedSteps1795887623181';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE catalog.failed_steps (
        -- Of a file that may be gone: a foreign key would cost each removal a look.
        file_id uuid NOT NULL,
        -- The name of a flow.
        step text NOT NULL,
        -- For people.
        reason text NOT NULL,
        attempts integer NOT NULL DEFAULT 1,
        failed_at timestamptz NOT NULL DEFAULT now(),
        -- Null: not before somebody asks for it.
        retry_at timestamptz,
        PRIMARY KEY (file_id, step)
      )`);
    await runner.query(
      'CREATE INDEX failed_steps_newest ON catalog.failed_steps (failed_at DESC, file_id DESC)',
    );
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
