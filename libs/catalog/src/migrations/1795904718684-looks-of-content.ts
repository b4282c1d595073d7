import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is known of contents beside their files: pictures that look alike, and what is shown while somebody seeks in a film. */
export class LooksOfContent1795904718684 implements MigrationInterface {
  name = 'LooksOfContent1795904718684';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE catalog.picture_hashes (
        sha256 text PRIMARY KEY,
        -- Null: there is too little in the picture to say that another one looks like it.
        hash bigint,
        -- The four parts of 16 bits of the hash, each with its place: pictures that differ by few bits share one, but for a bit.
        bands integer[] NOT NULL,
        -- The same for all that look alike; null where nothing does.
        near_group text
      )`);
    await runner.query('CREATE INDEX picture_hashes_bands ON catalog.picture_hashes USING gin (bands)');
    await runner.query(
      'CREATE INDEX picture_hashes_near ON catalog.picture_hashes (near_group, sha256) WHERE near_group IS NOT NULL',
    );
    await runner.query(`
      CREATE TABLE catalog.storyboards (
        sha256 text PRIMARY KEY,
        tiles integer NOT NULL CHECK (tiles > 0),
        columns integer NOT NULL CHECK (columns > 0),
        tile_width integer NOT NULL CHECK (tile_width > 0),
        tile_height integer NOT NULL CHECK (tile_height > 0),
        every_sec double precision NOT NULL CHECK (every_sec > 0)
      )`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
