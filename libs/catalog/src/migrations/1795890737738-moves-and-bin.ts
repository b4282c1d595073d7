import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is being moved on the disk, what lies in the bin because of another file, and dates that people corrected. */
export class MovesAndBin1795890737738 implements MigrationInterface {
  name = 'MovesAndBin1795890737738';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE catalog.moves (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('file', 'bin', 'restore', 'purge', 'folder')),
        -- Null for a folder. No reference: what is deleted for good is written down here until it is.
        file_id uuid,
        from_path text NOT NULL,
        to_path text,
        -- Of what is moved: after a crash it says where that lies.
        inode numeric(20) NOT NULL,
        binned_with uuid,
        begun_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      ALTER TABLE catalog.files
        -- Of a side-car or film in the bin: what it was before, and the file that it went there with.
        ADD COLUMN binned_from text CHECK (binned_from IN ('sidecar', 'motion-part')),
        ADD COLUMN binned_with uuid,
        -- What the file itself says of when it was taken, while taken_from is a person.
        ADD COLUMN read_taken_at timestamptz,
        ADD COLUMN read_taken_local timestamp,
        ADD COLUMN read_taken_from text`);
    await runner.query(
      'CREATE INDEX files_binned_with ON catalog.files (binned_with) WHERE binned_with IS NOT NULL',
    );
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
