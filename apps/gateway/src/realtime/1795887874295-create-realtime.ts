import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRealtime1795887874295 implements MigrationInterface {
  name = 'CreateRealtime1795887874295';

  async up(runner: QueryRunner): Promise<void> {
    await this.createSessions(runner);
    await this.createMembers(runner);
    await this.createAttempts(runner);
  }

  /** A place where devices meet to hand files to each other. It holds nothing of what they hand over. */
  private async createSessions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE realtime.drop_sessions (
        id uuid PRIMARY KEY,
        label text,
        password_hash text,
        maker_id uuid NOT NULL,
        relayed_bytes bigint NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        ended_at timestamptz
      )`);
    await runner.query('CREATE INDEX drop_sessions_maker ON realtime.drop_sessions (maker_id, expires_at)');
    await runner.query('CREATE INDEX drop_sessions_expiry ON realtime.drop_sessions (expires_at)');
  }

  private async createMembers(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE realtime.drop_members (
        peer_id uuid PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES realtime.drop_sessions ON DELETE CASCADE,
        name text NOT NULL,
        -- SHA-256 of the token that it shows with requests.
        token_hash bytea NOT NULL UNIQUE,
        joined_at timestamptz NOT NULL DEFAULT now(),
        -- Renewed by the gateway that it is connected to; who is not renewed was lost with its gateway.
        seen_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE INDEX drop_members_session ON realtime.drop_members (session_id)');
    await runner.query('CREATE INDEX drop_members_seen ON realtime.drop_members (seen_at)');
  }

  /** How often something was tried that is limited, for all copies of the gateway together. */
  private async createAttempts(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE realtime.attempts (
        key text PRIMARY KEY,
        count integer NOT NULL,
        window_ends_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX attempts_window ON realtime.attempts (window_ends_at)');
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
