import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forgetFormerPaths, isFormerCopyConnected } from '../former-paths.js';

/** A path belongs to one file that is on the disk there; those in the bin may have lain there before. */
export class OneFileAtAPath1795887961572 implements MigrationInterface {
  name = 'OneFileAtAPath1795887961572';
  /** An index of a million paths takes seconds, in which others go on writing. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS catalog.files_path');
    await runner.query(`CREATE UNIQUE INDEX CONCURRENTLY files_path ON catalog.files (folder, name)
      WHERE (unlisted_as IS NULL OR unlisted_as IN ('sidecar', 'motion-part'))`);
    if (await isNew(runner)) await forgetFormerPaths(runner);
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS catalog.files_unlisted_since');
    await runner.query(`CREATE INDEX CONCURRENTLY files_unlisted_since ON catalog.files (unlisted_as, unlisted_at DESC, id DESC)
      WHERE unlisted_as IS NOT NULL`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}

/** Elsewhere media sees to it later. */
async function isNew(runner: QueryRunner): Promise<boolean> {
  const files = (await runner.query('SELECT FROM catalog.files LIMIT 1')) as unknown[];
  return files.length === 0 && !(await isFormerCopyConnected(runner));
}
