import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A session may be found by six words: by what is derived from them, with its key sealed under them. */
export class AddDropWords1795920840000 implements MigrationInterface {
  name = 'AddDropWords1795920840000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE realtime.drop_sessions ADD COLUMN words_id text UNIQUE, ADD COLUMN sealed_key text',
    );
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
