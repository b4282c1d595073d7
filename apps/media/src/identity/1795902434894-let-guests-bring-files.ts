import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LetGuestsBringFiles1795902434894 implements MigrationInterface {
  name = 'LetGuestsBringFiles1795902434894';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE identity.shares
        -- What guests may bring by a link in all, and what they have brought or begun to bring.
        ADD COLUMN max_upload_files int NOT NULL DEFAULT 1000,
        ADD COLUMN max_upload_bytes bigint NOT NULL DEFAULT 21474836480,
        ADD COLUMN upload_files int NOT NULL DEFAULT 0,
        ADD COLUMN upload_bytes bigint NOT NULL DEFAULT 0,
        -- Whether somebody looks at what guests bring before the wall shows it.
        ADD COLUMN is_moderated boolean NOT NULL DEFAULT false`);
    await runner.query(`
      CREATE TABLE identity.share_uploads (
        share_id uuid NOT NULL REFERENCES identity.shares ON DELETE CASCADE,
        file_id uuid NOT NULL,
        -- Of one opening of the link: guests see what came from them.
        guest_id uuid NOT NULL,
        uploaded_at timestamptz NOT NULL DEFAULT now(),
        is_shown boolean NOT NULL,
        PRIMARY KEY (share_id, file_id)
      )`);
    await runner.query(
      'CREATE INDEX share_uploads_latest ON identity.share_uploads (share_id, uploaded_at DESC)',
    );
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
