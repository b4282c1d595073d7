import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Renditions1795893639951 implements MigrationInterface {
  name = 'Renditions1795893639951';

  async up(runner: QueryRunner): Promise<void> {
    // By content, as their files on the disk are. What is made is said by the disk; `made` is what was last seen of it.
    await runner.query(`
      CREATE TABLE catalog.renditions (
        sha256 text PRIMARY KEY,
        segments integer NOT NULL,
        made integer NOT NULL DEFAULT 0,
        size_bytes bigint NOT NULL DEFAULT 0,
        -- Where somebody waits, and since when nobody does any more.
        wanted_segment integer NOT NULL DEFAULT 0,
        wanted_at timestamptz NOT NULL DEFAULT now(),
        used_at timestamptz NOT NULL DEFAULT now(),
        worked_at timestamptz
      )`);
    await runner.query(
      'CREATE INDEX renditions_due ON catalog.renditions (wanted_at DESC) WHERE made < segments',
    );
    await runner.query('CREATE INDEX renditions_oldest ON catalog.renditions (used_at) WHERE made > 0');
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
