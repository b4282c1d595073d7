import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that are known and not listed, and facts that are read from now on. Constant defaults rewrite no row. */
export class WhatIsListed1795887961571 implements MigrationInterface {
  name = 'WhatIsListed1795887961571';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE catalog.files
        -- Why it stands in no list: see listed.ts.
        ADD COLUMN unlisted_as text CHECK (unlisted_as IN ('binned', 'vanished', 'sidecar', 'motion-part')),
        ADD COLUMN unlisted_at timestamptz,
        ADD COLUMN favourite boolean NOT NULL DEFAULT false,
        ADD COLUMN popularity double precision NOT NULL DEFAULT 0,
        ADD COLUMN ctime_ns numeric(20),
        -- What a clock showed where it was taken; taken_at is the same moment in UTC.
        ADD COLUMN taken_local timestamp,
        ADD COLUMN taken_from text,
        -- Of the reader of facts: what an older one read is read again.
        ADD COLUMN facts_version integer NOT NULL DEFAULT 0,
        -- The other half of a Live Photo: of the film its still, of the still its film.
        ADD COLUMN live_photo_of uuid,
        ADD CONSTRAINT files_unlisted CHECK ((unlisted_as IS NULL) = (unlisted_at IS NULL))`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
