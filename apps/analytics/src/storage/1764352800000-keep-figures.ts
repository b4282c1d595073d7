import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Figures that are kept as they are counted, so that reading them adds nothing up. Triggers queue every change of the old
 * roll-up and of the files, whoever writes it: a copy of the version before that still runs is counted as well.
 */
export class KeepFigures1764352800000 implements MigrationInterface {
  name = 'KeepFigures1764352800000';

  async up(runner: QueryRunner): Promise<void> {
    await this.extendSessions(runner);
    await this.createReports(runner);
    await this.createScores(runner);
    await this.createHours(runner);
    await this.createHeat(runner);
    await this.createStorage(runner);
    await this.createSearches(runner);
    await this.createPrivacy(runner);
    await this.takeUpWhatIsThere(runner);
  }

  private async extendSessions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE analytics.access_sessions
        -- Byte ranges that were sent to players of others: from, to, from, to, in order and without overlaps.
        ADD COLUMN covered bigint[] NOT NULL DEFAULT '{}',
        ADD COLUMN size_bytes bigint,
        ADD COLUMN played_sec double precision NOT NULL DEFAULT 0,
        ADD COLUMN position_sec double precision,
        ADD COLUMN session_id uuid,
        ADD COLUMN share_id uuid,
        -- What was stored before counted from its first byte on.
        ADD COLUMN counted boolean NOT NULL DEFAULT true`);
    await runner.query(
      'CREATE INDEX access_sessions_counted ON analytics.access_sessions (started_at DESC, id DESC) WHERE counted',
    );
    await runner.query(
      'CREATE INDEX access_sessions_viewer ON analytics.access_sessions (viewer, started_at DESC, id DESC) WHERE counted',
    );
    await runner.query('CREATE INDEX access_sessions_now ON analytics.access_sessions (last_at DESC)');
  }

  /** What players reported, until it is counted; and what each of their playbacks has told already. */
  private async createReports(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE analytics.reports (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        file_id uuid NOT NULL,
        viewer uuid NOT NULL,
        playback_id uuid NOT NULL,
        session_id uuid,
        device_id uuid,
        segments double precision[] NOT NULL,
        at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE analytics.playbacks (
        playback_id uuid NOT NULL,
        file_id uuid NOT NULL,
        viewer uuid NOT NULL,
        stretches double precision[] NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (playback_id, file_id, viewer)
      )`);
    await runner.query('CREATE INDEX playbacks_updated ON analytics.playbacks USING brin (updated_at)');
  }

  private async createScores(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE analytics.gains (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        file_id uuid NOT NULL,
        viewer uuid NOT NULL,
        hour timestamptz NOT NULL,
        streams integer NOT NULL,
        downloads integer NOT NULL,
        bytes_served bigint NOT NULL,
        watch_sec double precision NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE analytics.file_viewers (
        file_id uuid NOT NULL,
        viewer uuid NOT NULL,
        -- The last hour in which they streamed, downloaded or watched it: a range has those whose last hour is in it.
        last_hour timestamptz NOT NULL,
        PRIMARY KEY (file_id, viewer)
      )`);
    await runner.query(
      'CREATE INDEX file_viewers_last ON analytics.file_viewers (last_hour) INCLUDE (file_id)',
    );
    await runner.query('CREATE INDEX file_viewers_viewer ON analytics.file_viewers (viewer)');
    await runner.query(`
      CREATE TABLE analytics.file_scores (
        file_id uuid NOT NULL,
        range text NOT NULL,
        kind text NOT NULL,
        uploaded_by uuid,
        streams bigint NOT NULL DEFAULT 0,
        downloads bigint NOT NULL DEFAULT 0,
        viewers bigint NOT NULL DEFAULT 0,
        watch_sec double precision NOT NULL DEFAULT 0,
        completions double precision NOT NULL DEFAULT 0,
        bytes_served bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (file_id, range)
      )`);
    for (const measure of ['streams', 'downloads', 'viewers', 'watch_sec', 'completions']) {
      await runner.query(`
        CREATE INDEX file_scores_${measure} ON analytics.file_scores (range, kind, ${measure} DESC, file_id)`);
    }
    await runner.query(
      'CREATE INDEX file_scores_uploader ON analytics.file_scores (range, uploaded_by) WHERE uploaded_by IS NOT NULL',
    );
    await runner.query('CREATE INDEX file_viewer_hour_viewer ON analytics.file_viewer_hour (viewer, hour)');
    // The first hour that a range has; what lies before was taken off its scores.
    await runner.query(
      'CREATE TABLE analytics.range_edges (range text PRIMARY KEY, edge timestamptz NOT NULL)',
    );
    await runner.query(`
      CREATE FUNCTION analytics.queue_new_gains() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO analytics.gains (file_id, viewer, hour, streams, downloads, bytes_served, watch_sec)
        SELECT file_id, viewer, hour, streams, downloads, bytes_served, watch_sec FROM now_rows;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE FUNCTION analytics.queue_grown_gains() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO analytics.gains (file_id, viewer, hour, streams, downloads, bytes_served, watch_sec)
        SELECT n.file_id, n.viewer, n.hour, n.streams - o.streams, n.downloads - o.downloads,
          n.bytes_served - o.bytes_served, n.watch_sec - o.watch_sec
        FROM now_rows n JOIN old_rows o USING (file_id, viewer, hour);
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER queue_new AFTER INSERT ON analytics.file_viewer_hour REFERENCING NEW TABLE AS now_rows
      FOR EACH STATEMENT EXECUTE FUNCTION analytics.queue_new_gains()`);
    await runner.query(`
      CREATE TRIGGER queue_grown AFTER UPDATE ON analytics.file_viewer_hour
      REFERENCING OLD TABLE AS old_rows NEW TABLE AS now_rows
      FOR EACH STATEMENT EXECUTE FUNCTION analytics.queue_grown_gains()`);
  }

  /** By the hour of the house's clock. */
  private async createHours(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE analytics.house_hours (
        hour timestamptz PRIMARY KEY,
        streams bigint NOT NULL DEFAULT 0,
        downloads bigint NOT NULL DEFAULT 0,
        bytes_served bigint NOT NULL DEFAULT 0,
        watch_sec double precision NOT NULL DEFAULT 0
      )`);
    // How many streams that began in an hour took how long, from which medians of any range are exact.
    await runner.query(`
      CREATE TABLE analytics.session_lengths (
        hour timestamptz NOT NULL,
        length_sec integer NOT NULL,
        sessions bigint NOT NULL,
        PRIMARY KEY (hour, length_sec)
      )`);
    await runner.query(`
      CREATE TABLE analytics.active_days (
        day date NOT NULL,
        what text NOT NULL CHECK (what IN ('person', 'device')),
        who text NOT NULL,
        PRIMARY KEY (day, what, who)
      )`);
    await runner.query(`
      CREATE TABLE analytics.day_counts (
        day date PRIMARY KEY,
        users integer NOT NULL DEFAULT 0,
        devices integer NOT NULL DEFAULT 0
      )`);
  }

  /** Where files are played: amounts in a thousand parts of each, seconds that were played or bytes that were sent. */
  private async createHeat(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE analytics.heat (
        file_id uuid NOT NULL,
        source text NOT NULL CHECK (source IN ('played', 'sent')),
        -- What the thousand parts are of: seconds or bytes.
        extent double precision NOT NULL,
        amounts double precision[] NOT NULL,
        PRIMARY KEY (file_id, source)
      )`);
    await runner.query(`
      CREATE TABLE analytics.furthest (
        file_id uuid NOT NULL,
        viewer uuid NOT NULL,
        sec double precision NOT NULL,
        PRIMARY KEY (file_id, viewer)
      )`);
    await runner.query('CREATE INDEX furthest_viewer ON analytics.furthest (viewer)');
    await runner.query('CREATE TABLE analytics.heat_rebuilds (file_id uuid PRIMARY KEY)');
  }

  private async createStorage(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE analytics.files ADD COLUMN used_at timestamptz, ADD COLUMN asked_at timestamptz',
    );
    await runner.query(`
      CREATE INDEX files_unused ON analytics.files (size_bytes DESC, file_id)
      WHERE removed_at IS NULL AND used_at IS NULL AND name IS NOT NULL`);
    await runner.query(
      'CREATE INDEX files_unknown ON analytics.files (asked_at NULLS FIRST) WHERE name IS NULL AND removed_at IS NULL',
    );
    await runner.query(`
      CREATE TABLE analytics.storage_totals (
        by text NOT NULL,
        key text NOT NULL,
        files bigint NOT NULL DEFAULT 0,
        size_bytes bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (by, key)
      )`);
    await runner.query(`
      CREATE TABLE analytics.storage_days (
        day date NOT NULL,
        kind text NOT NULL,
        added_files bigint NOT NULL DEFAULT 0,
        added_bytes bigint NOT NULL DEFAULT 0,
        removed_files bigint NOT NULL DEFAULT 0,
        removed_bytes bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (day, kind)
      )`);
    // One row for what a file was, with a sign of -1, and one for what it is, until both are in the totals.
    await runner.query(`
      CREATE TABLE analytics.storage_changes (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        sign smallint NOT NULL,
        kind text NOT NULL,
        folder text NOT NULL,
        device_id uuid,
        size_bytes bigint NOT NULL,
        created_at timestamptz NOT NULL,
        removed_at timestamptz
      )`);
    await runner.query(`
      CREATE FUNCTION analytics.queue_storage_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP <> 'INSERT' AND OLD.name IS NOT NULL THEN
          INSERT INTO analytics.storage_changes (sign, kind, folder, device_id, size_bytes, created_at, removed_at)
          VALUES (-1, COALESCE(OLD.kind, 'other'), COALESCE(OLD.folder, ''), OLD.device_id, COALESCE(OLD.size_bytes, 0),
            COALESCE(OLD.created_at, now()), OLD.removed_at);
        END IF;
        IF TG_OP <> 'DELETE' AND NEW.name IS NOT NULL THEN
          INSERT INTO analytics.storage_changes (sign, kind, folder, device_id, size_bytes, created_at, removed_at)
          VALUES (1, COALESCE(NEW.kind, 'other'), COALESCE(NEW.folder, ''), NEW.device_id, COALESCE(NEW.size_bytes, 0),
            COALESCE(NEW.created_at, now()), NEW.removed_at);
        END IF;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER queue_storage AFTER INSERT OR DELETE
      OR UPDATE OF name, kind, folder, device_id, size_bytes, created_at, removed_at ON analytics.files
      FOR EACH ROW EXECUTE FUNCTION analytics.queue_storage_change()`);
  }

  private async createSearches(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public');
    // By the words alone: who asked is not kept.
    await runner.query(`
      CREATE TABLE analytics.searches (
        words text PRIMARY KEY,
        times bigint NOT NULL,
        found_nothing bigint NOT NULL,
        last_results integer NOT NULL,
        last_at timestamptz NOT NULL
      )`);
    await runner.query(
      'CREATE INDEX searches_trigram ON analytics.searches USING gin (words public.gin_trgm_ops)',
    );
    await runner.query('CREATE INDEX searches_times ON analytics.searches (times DESC, words)');
    await runner.query(
      'CREATE INDEX searches_nothing ON analytics.searches (found_nothing DESC, words) WHERE found_nothing > 0',
    );
    // What is still being typed.
    await runner.query(`
      CREATE TABLE analytics.open_searches (
        session_id uuid PRIMARY KEY,
        words text NOT NULL,
        results integer NOT NULL,
        at timestamptz NOT NULL
      )`);
  }

  private async createPrivacy(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE analytics.unnamed_people (user_id uuid PRIMARY KEY, since timestamptz NOT NULL DEFAULT now())`);
    // Whose name is still to be taken out of the single accesses.
    await runner.query(`
      CREATE TABLE analytics.forgotten_people (user_id uuid PRIMARY KEY, since timestamptz NOT NULL DEFAULT now())`);
  }

  /** What was counted before is queued, and folded in by batches once the service runs. */
  private async takeUpWhatIsThere(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO analytics.gains (file_id, viewer, hour, streams, downloads, bytes_served, watch_sec)
      SELECT file_id, viewer, hour, streams, downloads, bytes_served, watch_sec FROM analytics.file_viewer_hour`);
    await runner.query(`
      INSERT INTO analytics.storage_changes (sign, kind, folder, device_id, size_bytes, created_at, removed_at)
      SELECT 1, COALESCE(kind, 'other'), COALESCE(folder, ''), device_id, COALESCE(size_bytes, 0),
        COALESCE(created_at, now()), removed_at
      FROM analytics.files WHERE name IS NOT NULL`);
    await runner.query(`
      INSERT INTO analytics.session_lengths (hour, length_sec, sessions)
      SELECT date_trunc('hour', started_at), round(EXTRACT(epoch FROM last_at - started_at))::int, count(*)
      FROM analytics.access_sessions WHERE access = 'stream' GROUP BY 1, 2`);
    await runner.query(`
      INSERT INTO analytics.active_days (day, what, who)
      SELECT DISTINCT (started_at AT TIME ZONE 'UTC')::date, 'device', COALESCE(device_id::text, ip || ' ' || user_agent)
      FROM analytics.access_sessions`);
    await runner.query(`
      INSERT INTO analytics.day_counts (day, devices) SELECT day, count(*) FROM analytics.active_days GROUP BY day`);
    await runner.query(`
      INSERT INTO analytics.furthest SELECT file_id, user_id, max(to_sec) FROM analytics.played_segments GROUP BY 1, 2`);
    await runner.query(
      'INSERT INTO analytics.heat_rebuilds SELECT DISTINCT file_id FROM analytics.played_segments',
    );
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
