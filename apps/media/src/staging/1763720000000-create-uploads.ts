import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateUploads1763720000000 implements MigrationInterface {
  name = 'CreateUploads1763720000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE uploading.uploads (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL,
        -- The device whose session it is; to any other session of the same person the upload does not exist.
        session_device_id uuid,
        -- The device whose backup it is part of.
        device_id uuid,
        name text NOT NULL,
        -- Null: the backup folder of the device, by the date when the file was taken.
        folder text,
        mime_type text NOT NULL,
        modified_at timestamptz,
        -- As the client wrote it, for HEAD.
        metadata text NOT NULL,
        size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
        -- How many bytes are safe on the disk.
        offset_bytes bigint NOT NULL DEFAULT 0 CHECK (offset_bytes BETWEEN 0 AND size_bytes),
        state text NOT NULL DEFAULT 'receiving' CHECK (state IN ('receiving', 'storing', 'done', 'refused')),
        sha256 text,
        -- Written down before the file is linked there, so that a start after a crash knows where to look.
        target_folder text,
        target_name text,
        outcome text CHECK (outcome IN ('stored', 'kept-both', 'already-here')),
        file_id uuid,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX uploads_expires ON uploading.uploads (expires_at)');
    await runner.query(`CREATE INDEX uploads_unstored ON uploading.uploads (id)
      WHERE state IN ('receiving', 'storing') AND offset_bytes = size_bytes`);
    await runner.query(`CREATE INDEX uploads_device ON uploading.uploads (device_id, modified_at)
      WHERE state = 'done'`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
