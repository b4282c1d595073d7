import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AlbumsAndArchives1795890737739 implements MigrationInterface {
  name = 'AlbumsAndArchives1795890737739';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE catalog.albums (
        id uuid PRIMARY KEY,
        title text NOT NULL,
        cover_file_id uuid REFERENCES catalog.files ON DELETE SET NULL,
        created_by uuid,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        revision bigint NOT NULL DEFAULT 1
      )`);
    await runner.query('CREATE INDEX albums_updated ON catalog.albums (updated_at DESC, id DESC)');
    await runner.query(
      'CREATE INDEX albums_cover ON catalog.albums (cover_file_id) WHERE cover_file_id IS NOT NULL',
    );
    await runner.query(`
      CREATE TABLE catalog.album_files (
        album_id uuid NOT NULL REFERENCES catalog.albums ON DELETE CASCADE,
        -- What lies in the bin keeps its place; what is deleted for good loses it.
        file_id uuid NOT NULL REFERENCES catalog.files ON DELETE CASCADE,
        -- With gaps, so that one file goes between two others.
        position bigint NOT NULL,
        PRIMARY KEY (album_id, file_id)
      )`);
    await runner.query('CREATE INDEX album_files_order ON catalog.album_files (album_id, position, file_id)');
    await runner.query('CREATE INDEX album_files_file ON catalog.album_files (file_id)');
    await runner.query(`
      CREATE TABLE catalog.archives (
        id uuid PRIMARY KEY,
        -- The session alone that asked for it.
        session_id uuid NOT NULL,
        file_ids uuid[],
        folder text,
        album_id uuid,
        expires_at timestamptz NOT NULL,
        CHECK (num_nonnulls(file_ids, folder, album_id) = 1)
      )`);
    await runner.query('CREATE INDEX archives_expires ON catalog.archives (expires_at)');
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
