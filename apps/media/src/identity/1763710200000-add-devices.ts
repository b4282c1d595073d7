import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddDevices1763710200000 implements MigrationInterface {
  name = 'AddDevices1763710200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity.devices (
        id uuid PRIMARY KEY,
        owner_id uuid NOT NULL REFERENCES identity.users ON DELETE CASCADE,
        name text NOT NULL,
        role text NOT NULL CHECK (role IN ('viewer', 'editor')),
        paired_at timestamptz NOT NULL DEFAULT now(),
        last_seen_at timestamptz NOT NULL DEFAULT now(),
        last_ip inet,
        signed_out_at timestamptz,
        public_key jsonb,
        mac_address text,
        files_synced bigint NOT NULL DEFAULT 0,
        bytes_synced bigint NOT NULL DEFAULT 0,
        last_sync_at timestamptz
      )`);
    await runner.query('CREATE INDEX devices_owner ON identity.devices (owner_id)');
    await runner.query(`
      CREATE TABLE identity.pairings (
        id uuid PRIMARY KEY,
        owner_id uuid NOT NULL REFERENCES identity.users ON DELETE CASCADE,
        role text NOT NULL CHECK (role IN ('viewer', 'editor')),
        label text,
        -- SHA-256 of the token, and a keyed hash of the code, which is too short for a plain one.
        token_hash bytea NOT NULL UNIQUE,
        code_hash bytea UNIQUE,
        code_expires_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        used_at timestamptz,
        revoked_at timestamptz
      )`);
    await runner.query('CREATE INDEX pairings_owner ON identity.pairings (owner_id)');
    await runner.query('CREATE INDEX pairings_expires ON identity.pairings (expires_at)');
    await runner.query(`
      ALTER TABLE identity.sessions
        ADD device_id uuid REFERENCES identity.devices ON DELETE CASCADE,
        -- RFC 7638, of the key that refreshing must prove.
        ADD key_thumbprint text,
        ADD version int NOT NULL DEFAULT 0`);
    await runner.query(
      'CREATE INDEX sessions_device ON identity.sessions (device_id) WHERE device_id IS NOT NULL',
    );
    await runner.query(`
      CREATE INDEX outbox_refused_tokens ON identity.outbox (created_at)
      WHERE subject IN ('hearth.identity.session.revoked.v1', 'hearth.identity.session.outdated.v1')`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
