import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How much of a person's is on its way, next to a hundred thousand uploads that are done. */
export class IndexUploadsUnderWay1795923337550 implements MigrationInterface {
  name = 'IndexUploadsUnderWay1795923337550';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX uploads_under_way ON uploading.uploads (user_id) INCLUDE (size_bytes)
      WHERE state IN ('receiving', 'storing')`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
