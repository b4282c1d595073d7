import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What Apple and programs for raws note beside a picture belongs to it: folders that have such files are judged anew. */
export class JudgeSideCarsAgain1795964074460 implements MigrationInterface {
  name = 'JudgeSideCarsAgain1795964074460';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO catalog.companion_changes (folder)
      SELECT DISTINCT folder FROM catalog.files WHERE name ~* '\\.(aae|pp3|dop|vrd|on1)$'`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
