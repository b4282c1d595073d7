import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What belongs together: the halves of Live Photos, side-cars and what they tell about. Every statement that may change that
 * adds the folder as a row of its own, so that no two writers wait for each other; the indexer looks at those folders.
 */
export class Companions1795902720960 implements MigrationInterface {
  name = 'Companions1795902720960';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE catalog.files
        ADD COLUMN description text,
        -- Apple's, which the halves of a Live Photo share.
        ADD COLUMN content_id text,
        -- Those of the tags that a side-car brought: they go with it.
        ADD COLUMN sidecar_tags text[] NOT NULL DEFAULT '{}'`);
    await runner.query(`
      CREATE TABLE catalog.sidecars (
        sidecar_id uuid NOT NULL REFERENCES catalog.files ON DELETE CASCADE,
        file_id uuid NOT NULL REFERENCES catalog.files ON DELETE CASCADE,
        -- It moves with this file.
        is_owner boolean NOT NULL,
        PRIMARY KEY (file_id, sidecar_id)
      )`);
    await runner.query('CREATE INDEX sidecars_of ON catalog.sidecars (sidecar_id)');
    await runner.query(`
      CREATE TABLE catalog.companion_changes (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        folder text NOT NULL,
        -- Whose bytes are others now.
        sidecar_id uuid
      )`);
    await runner.query('CREATE INDEX companion_changes_folder ON catalog.companion_changes (folder)');
    for (const change of ['insert', 'update', 'delete'] as const) await noteOn(runner, change);
    await describeFiles(runner);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}

const TABLES = {
  insert: 'NEW TABLE AS new_rows',
  update: 'OLD TABLE AS old_rows NEW TABLE AS new_rows',
  delete: 'OLD TABLE AS old_rows',
} as const;

const FOLDERS = {
  insert: 'SELECT DISTINCT folder, NULL::uuid FROM new_rows',
  update: `
    SELECT DISTINCT place.folder, NULL::uuid FROM new_rows n JOIN old_rows o USING (id)
      CROSS JOIN LATERAL (VALUES (o.folder), (n.folder)) AS place (folder)
    WHERE (o.folder, o.name, o.unlisted_as, o.content_id, o.duration_sec)
      IS DISTINCT FROM (n.folder, n.name, n.unlisted_as, n.content_id, n.duration_sec)
    UNION ALL
    -- Not of those that are looked at for the first time.
    SELECT n.folder, n.id FROM new_rows n JOIN old_rows o USING (id)
    WHERE n.unlisted_as = 'sidecar' AND o.sha256 IS DISTINCT FROM n.sha256 AND (o.sha256 IS NOT NULL OR o.facts_version > 0)`,
  delete: 'SELECT DISTINCT folder, NULL::uuid FROM old_rows',
} as const;

async function noteOn(runner: QueryRunner, change: keyof typeof TABLES): Promise<void> {
  await runner.query(`
    CREATE FUNCTION catalog.note_companions_${change}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO catalog.companion_changes (folder, sidecar_id) ${FOLDERS[change]};
      RETURN NULL;
    END $$`);
  await runner.query(`
    CREATE TRIGGER files_companions_${change} AFTER ${change} ON catalog.files REFERENCING ${TABLES[change]}
    FOR EACH STATEMENT EXECUTE FUNCTION catalog.note_companions_${change}()`);
}

/** As before, with the description among what is found; and a file whose own time nobody can believe stands where it came. */
async function describeFiles(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION catalog.believed_time(modified timestamptz, created timestamptz) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT CASE WHEN modified > created + interval '2 days'
        -- The epochs of Macintosh, Unix, DOS and its zero, in every zone; the one of packages.
        OR modified BETWEEN '1903-12-31 12:00Z' AND '1904-01-01 23:59:59.999Z'
        OR modified BETWEEN '1969-12-31 12:00Z' AND '1970-01-01 23:59:59.999Z'
        OR modified BETWEEN '1979-12-31 12:00Z' AND '1980-01-01 23:59:59.999Z'
        OR modified BETWEEN '1979-11-29 12:00Z' AND '1979-11-30 23:59:59.999Z'
        OR modified BETWEEN '1985-10-26 08:15Z' AND '1985-10-26 08:15:59.999Z'
      THEN created ELSE modified END
    $$`);
  await runner.query(`
    CREATE OR REPLACE FUNCTION catalog.describe_file() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      NEW.local_time := COALESCE(NEW.taken_local,
        COALESCE(NEW.taken_at, catalog.believed_time(NEW.modified_at, NEW.created_at)) AT TIME ZONE 'UTC');
      -- An UPDATE that says "search_text = NULL" has it made anew.
      IF TG_OP = 'INSERT' OR NEW.search_text IS NULL
        OR (NEW.name, NEW.folder, NEW.tags, NEW.camera, NEW.artist, NEW.album, NEW.title, NEW.description)
          IS DISTINCT FROM (OLD.name, OLD.folder, OLD.tags, OLD.camera, OLD.artist, OLD.album, OLD.title, OLD.description) THEN
        NEW.search_text := catalog.fold(concat_ws(' ', NEW.name, NEW.folder, array_to_string(NEW.tags, ' '), NEW.camera,
          NEW.artist, NEW.album, NEW.title, NEW.description));
        NEW.search := catalog.lexemes(NEW.search_text, catalog.fold(NEW.name));
      END IF;
      RETURN NEW;
    END $$`);
}
