import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a file was taken, in words that it is found by. Constant defaults rewrite no row. */
export class AddPlaces1795904540000 implements MigrationInterface {
  name = 'AddPlaces1795904540000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE catalog.files
        ADD COLUMN place text,
        ADD COLUMN place_words text,
        -- Of the list of towns that was asked: with a better one, old files are asked about again.
        ADD COLUMN places_version integer NOT NULL DEFAULT 0`);
    await runner.query(`
      CREATE OR REPLACE FUNCTION catalog.describe_file() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.local_time := COALESCE(NEW.taken_local,
          COALESCE(NEW.taken_at, catalog.believed_time(NEW.modified_at, NEW.created_at)) AT TIME ZONE 'UTC');
        -- Another position is another place, which is looked up then.
        IF TG_OP = 'UPDATE' AND (NEW.gps_lat, NEW.gps_lon) IS DISTINCT FROM (OLD.gps_lat, OLD.gps_lon) THEN
          NEW.place := NULL;
          NEW.place_words := NULL;
          NEW.places_version := 0;
        END IF;
        -- An UPDATE that says "search_text = NULL" has it made anew.
        IF TG_OP = 'INSERT' OR NEW.search_text IS NULL
          OR (NEW.name, NEW.folder, NEW.tags, NEW.camera, NEW.artist, NEW.album, NEW.title, NEW.description,
            NEW.place_words)
            IS DISTINCT FROM (OLD.name, OLD.folder, OLD.tags, OLD.camera, OLD.artist, OLD.album, OLD.title, OLD.description,
            OLD.place_words) THEN
          NEW.search_text := catalog.fold(concat_ws(' ', NEW.name, NEW.folder, array_to_string(NEW.tags, ' '), NEW.camera,
            NEW.artist, NEW.album, NEW.title, NEW.description, NEW.place_words));
          NEW.search := catalog.lexemes(NEW.search_text, catalog.fold(NEW.name));
        END IF;
        RETURN NEW;
      END $$`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
