import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DigestForScans1763710000000 implements MigrationInterface {
  name = 'DigestForScans1763710000000';

  async up(runner: QueryRunner): Promise<void> {
    // See FolderDigest: a scan compares a folder's XOR of these with the disk before it reads its rows. Null is right
    // too, and only means that the rows are read.
    await runner.query('ALTER TABLE catalog.files ADD COLUMN disk_digest bigint');
    // A file that was moved is found by its inode.
    await runner.query('CREATE INDEX files_inode ON catalog.files (inode)');
    // What lies under a folder: a range of `folder`, whatever the database's collation.
    await runner.query('CREATE INDEX files_folder ON catalog.files (folder text_pattern_ops)');
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
