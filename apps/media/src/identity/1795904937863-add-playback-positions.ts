import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddPlaybackPositions1795904937863 implements MigrationInterface {
  name = 'AddPlaybackPositions1795904937863';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity.playback_positions (
        user_id uuid NOT NULL REFERENCES identity.users ON DELETE CASCADE,
        -- Of the catalogue; what is gone there goes here when its time is over.
        file_id uuid NOT NULL,
        position_sec double precision NOT NULL,
        played_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, file_id)
      )`);
    await runner.query('CREATE INDEX playback_positions_played ON identity.playback_positions (played_at)');
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
