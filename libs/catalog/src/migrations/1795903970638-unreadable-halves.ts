import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What turns out to be unreadable is no half of a Live Photo: the folder is looked at again then, too. */
export class UnreadableHalves1795903970638 implements MigrationInterface {
  name = 'UnreadableHalves1795903970638';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION catalog.note_companions_update() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO catalog.companion_changes (folder, sidecar_id)
        SELECT DISTINCT place.folder, NULL::uuid FROM new_rows n JOIN old_rows o USING (id)
          CROSS JOIN LATERAL (VALUES (o.folder), (n.folder)) AS place (folder)
        WHERE (o.folder, o.name, o.unlisted_as, o.content_id, o.duration_sec, o.state = 'unreadable')
          IS DISTINCT FROM (n.folder, n.name, n.unlisted_as, n.content_id, n.duration_sec, n.state = 'unreadable')
        UNION ALL
        -- Not of those that are looked at for the first time.
        SELECT n.folder, n.id FROM new_rows n JOIN old_rows o USING (id)
        WHERE n.unlisted_as = 'sidecar' AND o.sha256 IS DISTINCT FROM n.sha256 AND (o.sha256 IS NOT NULL OR o.facts_version > 0);
        RETURN NULL;
      END $$`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
