import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FullPictures1795988600000 implements MigrationInterface {
  name = 'FullPictures1795988600000';

  async up(runner: QueryRunner): Promise<void> {
    // By content, as their files on the disk are.
    await runner.query(`
      CREATE TABLE catalog.full_pictures (
        sha256 text PRIMARY KEY,
        -- Of the picture that was made; null until then.
        mime_type text,
        size_bytes bigint NOT NULL DEFAULT 0,
        wanted_at timestamptz NOT NULL DEFAULT now(),
        used_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(
      'CREATE INDEX full_pictures_due ON catalog.full_pictures (wanted_at DESC) WHERE mime_type IS NULL',
    );
    await runner.query(
      'CREATE INDEX full_pictures_oldest ON catalog.full_pictures (used_at) WHERE mime_type IS NOT NULL',
    );
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
