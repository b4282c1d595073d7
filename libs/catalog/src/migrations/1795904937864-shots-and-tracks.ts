import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How pictures were taken, and where songs stand. Files that were read before are read again in the background. */
export class ShotsAndTracks1795904937864 implements MigrationInterface {
  name = 'ShotsAndTracks1795904937864';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE catalog.files ADD COLUMN shot jsonb, ADD COLUMN track jsonb');
    // Of `ALBUM_KEY` in music.ts.
    await runner.query(`
      CREATE INDEX files_music_album ON catalog.files
        (md5(album || E'\\x1f' || COALESCE('a' || (track ->> 'albumArtist'), 'f' || folder)))
        WHERE kind = 'audio' AND album IS NOT NULL`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
