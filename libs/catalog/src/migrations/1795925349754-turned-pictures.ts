import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pictures that somebody turned: how they are wanted, and how they are shown. */
export class TurnedPictures1795925349754 implements MigrationInterface {
  name = 'TurnedPictures1795925349754';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE catalog.files ADD COLUMN turn smallint, ADD COLUMN shown_turn smallint');
    await runner.query(
      'CREATE INDEX files_to_turn ON catalog.files (id) WHERE turn IS DISTINCT FROM shown_turn',
    );
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
