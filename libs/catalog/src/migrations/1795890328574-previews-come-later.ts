import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PreviewsComeLater1795890328574 implements MigrationInterface {
  name = 'PreviewsComeLater1795890328574';
  /** An index that is built beside running writes. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE catalog.files
        -- What serves as the preview of a file with a picture. Null: an image of its own, made with the small one.
        ADD COLUMN IF NOT EXISTS preview_as text CHECK (preview_as IN ('original', 'later'))`);
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS catalog.files_preview_later');
    await runner.query(`CREATE INDEX CONCURRENTLY files_preview_later ON catalog.files (shown_at DESC, id DESC)
      WHERE preview_as = 'later'`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
