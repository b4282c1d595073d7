import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TieInvitationsToSessions1763720000000 implements MigrationInterface {
  name = 'TieInvitationsToSessions1763720000000';

  /** Invitations of before, which nothing is known of, count as withdrawn: they would end within a quarter of an hour. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE identity.pairings
        ADD session_id uuid REFERENCES identity.sessions ON DELETE SET NULL`);
    await runner.query('CREATE INDEX pairings_session ON identity.pairings (session_id)');
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
