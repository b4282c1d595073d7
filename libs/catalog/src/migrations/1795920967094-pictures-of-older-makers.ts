import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pictures carry the version of what made them, so that a better maker makes those again that need it. */
export class PicturesOfOlderMakers1795920967094 implements MigrationInterface {
  name = 'PicturesOfOlderMakers1795920967094';
  /** An index that is built beside running writes. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE catalog.files ADD COLUMN IF NOT EXISTS picture_version integer NOT NULL DEFAULT 0',
    );
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS catalog.files_picture_version');
    await runner.query(`CREATE INDEX CONCURRENTLY files_picture_version ON catalog.files (picture_version)
      WHERE state = 'ready' AND has_thumbnail AND kind IN ('image', 'video') AND mime_type <> 'image/jpeg'`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
