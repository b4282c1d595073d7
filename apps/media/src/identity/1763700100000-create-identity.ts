import { createOutbox } from '@hearth/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIdentity1763700100000 implements MigrationInterface {
  name = 'CreateIdentity1763700100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity.users (
        id uuid PRIMARY KEY,
        username text NOT NULL,
        password_hash text NOT NULL,
        role text NOT NULL CHECK (role IN ('viewer', 'editor', 'admin')),
        created_at timestamptz NOT NULL DEFAULT now(),
        revision bigint NOT NULL DEFAULT 1
      )`);
    await runner.query('CREATE UNIQUE INDEX users_username ON identity.users (lower(username))');
    await runner.query(`
      CREATE TABLE identity.sessions (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES identity.users ON DELETE CASCADE,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_seen_at timestamptz NOT NULL DEFAULT now(),
        ip inet,
        user_agent text,
        revoked_at timestamptz,
        revoked_reason text CHECK (revoked_reason IN ('logout', 'refresh-reused', 'revoked'))
      )`);
    await runner.query('CREATE INDEX sessions_user ON identity.sessions (user_id)');
    await runner.query(
      'CREATE INDEX sessions_revoked ON identity.sessions (revoked_at) WHERE revoked_at IS NOT NULL',
    );
    await runner.query(`
      CREATE TABLE identity.refresh_tokens (
        -- SHA-256 of the token: who reads this table cannot use what stands in it.
        hash bytea PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES identity.sessions ON DELETE CASCADE,
        issued_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        replaced_by bytea
      )`);
    await runner.query('CREATE INDEX refresh_tokens_session ON identity.refresh_tokens (session_id)');
    await runner.query('CREATE INDEX refresh_tokens_expires ON identity.refresh_tokens (expires_at)');
    await createOutbox(runner, 'identity');
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
