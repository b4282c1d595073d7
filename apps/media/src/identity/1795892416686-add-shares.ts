import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddShares1795892416686 implements MigrationInterface {
  name = 'AddShares1795892416686';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity.shares (
        id uuid PRIMARY KEY,
        owner_id uuid NOT NULL REFERENCES identity.users ON DELETE CASCADE,
        label text,
        -- SHA-256 of the code: who reads this table cannot use what stands in it.
        code_hash bytea NOT NULL UNIQUE,
        password_hash text,
        -- What it leads to, in the catalogue; none of them where guests may only bring files.
        file_ids uuid[],
        folder text,
        album_id uuid,
        allow_upload boolean NOT NULL DEFAULT false,
        uses int NOT NULL DEFAULT 0,
        max_uses int CHECK (max_uses > 0),
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        last_used_at timestamptz,
        revoked_at timestamptz,
        CHECK (num_nonnulls(file_ids, folder, album_id) <= 1)
      )`);
    await runner.query('CREATE INDEX shares_owner ON identity.shares (owner_id, created_at)');
    await runner.query('CREATE INDEX shares_expires ON identity.shares (expires_at)');
    await runner.query(`
      CREATE TABLE identity.share_opens (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        share_id uuid NOT NULL REFERENCES identity.shares ON DELETE CASCADE,
        opened_at timestamptz NOT NULL DEFAULT now(),
        ip inet,
        user_agent text
      )`);
    await runner.query('CREATE INDEX share_opens_share ON identity.share_opens (share_id, id)');
    await runner.query(`
      CREATE TABLE identity.share_fetches (
        share_id uuid NOT NULL REFERENCES identity.shares ON DELETE CASCADE,
        file_id uuid NOT NULL,
        times int NOT NULL,
        last_at timestamptz NOT NULL,
        PRIMARY KEY (share_id, file_id)
      )`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
