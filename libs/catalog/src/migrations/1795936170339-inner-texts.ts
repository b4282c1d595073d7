import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Chapters and subtitles that are inside films, by content. Films that are here are looked into in the background. */
export class InnerTexts1795936170339 implements MigrationInterface {
  name = 'InnerTexts1795936170339';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE catalog.inner_texts (sha256 text PRIMARY KEY, chapters jsonb NOT NULL, subtitles jsonb NOT NULL)',
    );
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
