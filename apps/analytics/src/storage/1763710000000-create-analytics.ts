import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAnalytics1763710000000 implements MigrationInterface {
  name = 'CreateAnalytics1763710000000';

  async up(runner: QueryRunner): Promise<void> {
    await this.createAccessLog(runner);
    await this.createSessions(runner);
    await this.createRollup(runner);
    await this.createFacts(runner);
    await this.createPlayback(runner);
  }

  /** Every request that was served bytes of a file: one partition for each day (UTC), so that old days go at once. */
  private async createAccessLog(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE analytics.access_log (
        at timestamptz NOT NULL,
        request_id text NOT NULL,
        ip text NOT NULL,
        method text NOT NULL,
        status smallint NOT NULL,
        bytes_sent bigint NOT NULL,
        request_time_sec real NOT NULL,
        range text,
        user_agent text NOT NULL,
        user_id uuid,
        session_id uuid,
        device_id uuid,
        file_id uuid NOT NULL,
        access text NOT NULL CHECK (access IN ('stream', 'download')),
        playback_id uuid,
        completed boolean NOT NULL
      ) PARTITION BY RANGE (at)`);
    await runner.query('CREATE INDEX access_log_file ON analytics.access_log (file_id, at)');
    await runner.query(`
      CREATE TABLE analytics.log_checkpoints (
        file_name text NOT NULL,
        -- Of the file's first line. Inode numbers are given out anew, and a restored backup has others.
        first_line_sha256 text NOT NULL,
        -- All before this byte is in the tables.
        byte_offset bigint NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (file_name, first_line_sha256)
      )`);
  }

  /** One viewer's run of requests for one file: what people call "a stream" or "a download". */
  private async createSessions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE analytics.access_sessions (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        file_id uuid NOT NULL,
        viewer uuid NOT NULL,
        access text NOT NULL CHECK (access IN ('stream', 'download')),
        playback_id uuid,
        device_id uuid,
        ip text NOT NULL,
        user_agent text NOT NULL,
        started_at timestamptz NOT NULL,
        last_at timestamptz NOT NULL,
        requests integer NOT NULL,
        bytes_served bigint NOT NULL
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX access_sessions_playback
      ON analytics.access_sessions (playback_id, file_id, viewer, access) WHERE playback_id IS NOT NULL`);
    await runner.query(`
      CREATE INDEX access_sessions_open
      ON analytics.access_sessions (file_id, viewer, last_at) WHERE playback_id IS NULL`);
    await runner.query('CREATE INDEX access_sessions_last ON analytics.access_sessions USING brin (last_at)');
    await runner.query(
      'CREATE INDEX access_sessions_started ON analytics.access_sessions (started_at DESC, id DESC)',
    );
    await runner.query(
      'CREATE INDEX access_sessions_file ON analytics.access_sessions (file_id, started_at DESC, id DESC)',
    );
  }

  /** By the hour, not the day: a viewer seldom comes back to a file within a day, so it costs hardly more rows. */
  private async createRollup(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE analytics.file_viewer_hour (
        file_id uuid NOT NULL,
        viewer uuid NOT NULL,
        hour timestamptz NOT NULL,
        streams integer NOT NULL DEFAULT 0,
        downloads integer NOT NULL DEFAULT 0,
        bytes_served bigint NOT NULL DEFAULT 0,
        watch_sec double precision NOT NULL DEFAULT 0,
        PRIMARY KEY (file_id, viewer, hour)
      )`);
    await runner.query(`
      CREATE INDEX file_viewer_hour_hour ON analytics.file_viewer_hour (hour)
      INCLUDE (file_id, viewer, streams, downloads, bytes_served, watch_sec)`);
  }

  /** What events told of files and people. Facts of a file that is only known to be gone are null. */
  private async createFacts(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE analytics.files (
        file_id uuid PRIMARY KEY,
        name text,
        folder text,
        kind text,
        mime_type text,
        size_bytes bigint,
        duration_sec double precision,
        uploaded_by uuid,
        device_id uuid,
        created_at timestamptz,
        revision bigint NOT NULL,
        removed_at timestamptz
      )`);
    await runner.query(`
      CREATE INDEX files_created ON analytics.files (created_at)
      INCLUDE (size_bytes) WHERE removed_at IS NULL`);
    await runner.query('CREATE INDEX files_uploader ON analytics.files (uploaded_by)');
    await runner.query(`
      CREATE TABLE analytics.users (
        user_id uuid PRIMARY KEY,
        username text NOT NULL,
        role text NOT NULL,
        revision bigint NOT NULL
      )`);
  }

  private async createPlayback(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE analytics.played_segments (
        file_id uuid NOT NULL,
        user_id uuid NOT NULL,
        playback_id uuid NOT NULL,
        from_sec double precision NOT NULL,
        to_sec double precision NOT NULL,
        at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX played_segments_file ON analytics.played_segments (file_id, at)');
    await runner.query('CREATE INDEX played_segments_at ON analytics.played_segments USING brin (at)');
    // For events that add up: handled twice they would count twice.
    await runner.query(`
      CREATE TABLE analytics.consumed_events (
        event_id uuid PRIMARY KEY,
        consumed_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(
      'CREATE INDEX consumed_events_at ON analytics.consumed_events USING brin (consumed_at)',
    );
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
