import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddAppPasswords1795921913333 implements MigrationInterface {
  name = 'AddAppPasswords1795921913333';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What programs sign in with in place of their owner's password.
      CREATE TABLE identity.app_passwords (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES identity.users ON DELETE CASCADE,
        name text NOT NULL,
        secret_hash bytea NOT NULL UNIQUE,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz,
        last_ip inet
      )`);
    await runner.query('CREATE INDEX app_passwords_of ON identity.app_passwords (user_id)');
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
