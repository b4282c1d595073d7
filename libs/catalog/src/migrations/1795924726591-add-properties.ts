import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddProperties1795924726591 implements MigrationInterface {
  name = 'AddProperties1795924726591';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What programs of WebDAV say of files, and of folders by their path.
      CREATE TABLE catalog.properties (
        file_id uuid REFERENCES catalog.files ON DELETE CASCADE,
        folder text,
        namespace text NOT NULL,
        name text NOT NULL,
        xml text NOT NULL,
        CHECK (num_nonnulls(file_id, folder) = 1)
      )`);
    await runner.query(
      'CREATE UNIQUE INDEX properties_of_file ON catalog.properties (file_id, namespace, name) WHERE file_id IS NOT NULL',
    );
    await runner.query(
      'CREATE UNIQUE INDEX properties_of_folder ON catalog.properties (folder text_pattern_ops, namespace, name) WHERE folder IS NOT NULL',
    );
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
