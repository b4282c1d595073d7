import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pictures that hold a film of their own. A constant default rewrites no row. */
export class MotionPhotos1795904338871 implements MigrationInterface {
  name = 'MotionPhotos1795904338871';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE catalog.files ADD COLUMN has_motion boolean NOT NULL DEFAULT false');
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
