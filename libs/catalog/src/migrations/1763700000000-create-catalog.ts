import { createOutbox } from '@hearth/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCatalog1763700000000 implements MigrationInterface {
  name = 'CreateCatalog1763700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public');
    await runner.query(`
      CREATE TABLE catalog.files (
        id uuid PRIMARY KEY,
        folder text NOT NULL,
        name text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('image', 'video', 'audio', 'document', 'other')),
        mime_type text NOT NULL,
        size_bytes bigint NOT NULL,
        modified_at timestamptz NOT NULL,
        -- What stat() said when the bytes were read: another value means other bytes.
        mtime_ns numeric(20) NOT NULL,
        inode numeric(20) NOT NULL,
        sha256 text,
        width integer,
        height integer,
        duration_sec double precision,
        taken_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        codecs jsonb,
        camera text,
        lens text,
        gps_lat double precision,
        gps_lon double precision,
        orientation smallint,
        title text,
        artist text,
        album text,
        thumbhash text,
        has_thumbnail boolean NOT NULL DEFAULT false,
        state text NOT NULL DEFAULT 'indexing' CHECK (state IN ('indexing', 'ready', 'unreadable')),
        reason text,
        tags text[] NOT NULL DEFAULT '{}',
        uploaded_by uuid,
        device_id uuid,
        missing_since timestamptz,
        revision bigint NOT NULL DEFAULT 1,
        -- The time a timeline shows: when it was taken, else when it was last changed.
        shown_at timestamptz GENERATED ALWAYS AS (COALESCE(taken_at, modified_at)) STORED,
        search tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig,
          regexp_replace(name || ' ' || folder || ' ' || COALESCE(title, '') || ' ' || COALESCE(artist, '') || ' '
            || COALESCE(album, ''), '[^[:alnum:]]+', ' ', 'g'))) STORED,
        UNIQUE (folder, name)
      )`);
    await runner.query('CREATE INDEX files_shown ON catalog.files (shown_at DESC, id DESC)');
    await runner.query('CREATE INDEX files_kind_shown ON catalog.files (kind, shown_at DESC, id DESC)');
    await runner.query('CREATE INDEX files_created ON catalog.files (created_at DESC, id DESC)');
    await runner.query('CREATE INDEX files_name ON catalog.files (name, id)');
    await runner.query('CREATE INDEX files_size ON catalog.files (size_bytes, id)');
    await runner.query('CREATE INDEX files_sha256 ON catalog.files (sha256)');
    await runner.query(`CREATE INDEX files_unsettled ON catalog.files (id) WHERE state = 'indexing'`);
    await runner.query('CREATE INDEX files_missing ON catalog.files (id) WHERE missing_since IS NOT NULL');
    await runner.query('CREATE INDEX files_search ON catalog.files USING gin (search)');
    await runner.query(`
      CREATE TABLE catalog.library (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        -- The content of the marker file; another one is another library.
        library_id uuid NOT NULL,
        status text NOT NULL DEFAULT 'online' CHECK (status IN ('online', 'offline', 'held')),
        last_scan_at timestamptz
      )`);
    await createOutbox(runner, 'catalog');
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
