import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCapture1795889600000 implements MigrationInterface {
  name = 'CreateCapture1795889600000';

  async up(runner: QueryRunner): Promise<void> {
    await this.createSessions(runner);
    await this.createTakes(runner);
    await this.createFiles(runner);
  }

  private async createSessions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE realtime.capture_sessions (
        id uuid PRIMARY KEY,
        mode text NOT NULL,
        label text,
        expected_devices integer NOT NULL,
        registered integer NOT NULL DEFAULT 0,
        maker_id uuid NOT NULL,
        maker_name text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        -- Of the code that phones join with.
        expires_at timestamptz NOT NULL,
        ended_at timestamptz,
        seen_at timestamptz NOT NULL DEFAULT now(),
        -- The copy of the gateway that keeps what is live; one that is not seen for a while has died.
        gateway_id uuid,
        gateway_seen_at timestamptz
      )`);
    await runner.query(
      'CREATE INDEX capture_sessions_open ON realtime.capture_sessions (seen_at) WHERE ended_at IS NULL',
    );
    await runner.query(`
      CREATE TABLE realtime.capture_devices (
        session_id uuid NOT NULL REFERENCES realtime.capture_sessions ON DELETE CASCADE,
        device_id text NOT NULL,
        label text NOT NULL,
        metadata jsonb NOT NULL,
        joined_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (session_id, device_id)
      )`);
  }

  private async createTakes(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE realtime.capture_takes (
        id uuid PRIMARY KEY,
        -- Takes outlive their session.
        session_id uuid NOT NULL,
        label text NOT NULL,
        mode text NOT NULL,
        maker_id uuid NOT NULL,
        consent_by text NOT NULL,
        consent_at timestamptz NOT NULL,
        state text NOT NULL,
        starts_at_ms double precision NOT NULL,
        stops_at_ms double precision,
        duration_sec double precision,
        keep_until timestamptz,
        devices jsonb NOT NULL DEFAULT '[]',
        manifest jsonb,
        sync_report jsonb,
        cameras jsonb,
        keypoint_names jsonb,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE INDEX capture_takes_maker ON realtime.capture_takes (maker_id, id)');
    await runner.query('CREATE INDEX capture_takes_session ON realtime.capture_takes (session_id)');
    await runner.query(
      'CREATE INDEX capture_takes_due ON realtime.capture_takes (keep_until) WHERE keep_until IS NOT NULL',
    );
    await runner.query(
      `CREATE INDEX capture_takes_open ON realtime.capture_takes (session_id) WHERE state IN ('recording', 'finishing')`,
    );
  }

  private async createFiles(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE realtime.capture_files (
        take_id uuid NOT NULL REFERENCES realtime.capture_takes ON DELETE CASCADE,
        folder text NOT NULL,
        name text NOT NULL,
        kind text NOT NULL,
        device_id text,
        size_bytes bigint NOT NULL,
        -- As the catalogue knows it, once it has told.
        file_id uuid,
        PRIMARY KEY (take_id, folder, name)
      )`);
    await runner.query('CREATE INDEX capture_files_place ON realtime.capture_files (folder, name)');
    await runner.query('CREATE INDEX capture_files_file ON realtime.capture_files (file_id)');
    await runner.query(`
      CREATE TABLE realtime.capture_keypoints (
        take_id uuid NOT NULL REFERENCES realtime.capture_takes ON DELETE CASCADE,
        device_id text NOT NULL,
        frame integer NOT NULL,
        -- x, y and score of each point.
        points real[] NOT NULL,
        PRIMARY KEY (take_id, device_id, frame)
      )`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
