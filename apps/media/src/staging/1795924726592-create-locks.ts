import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLocks1795924726592 implements MigrationInterface {
  name = 'CreateLocks1795924726592';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Locks of WebDAV: who alone may write at a path, or below it, until when.
      CREATE TABLE uploading.locks (
        token text PRIMARY KEY,
        path text NOT NULL,
        is_folder boolean NOT NULL,
        is_deep boolean NOT NULL,
        is_shared boolean NOT NULL,
        owner_xml text NOT NULL,
        user_id uuid NOT NULL,
        expires_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX locks_at ON uploading.locks (path text_pattern_ops)');
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
