import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Everything that is written as two or three letters, or as another one, by people who have no such key. */
const FOLDED = [
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['þ', 'th'],
] as const;

const CJK = '[\\u3005-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff]';
const SYMBOL = '[^[:alnum:][:space:]._/-]';

/**
 * What is found by typing, folded alike on both sides (see fold-text.ts and search-plan.ts), and the clock's time that days
 * go by. Written by a trigger, since a generated column would lock the table while a million rows are rewritten.
 */
export class SearchAsPeopleType1795889800000 implements MigrationInterface {
  name = 'SearchAsPeopleType1795889800000';

  async up(runner: QueryRunner): Promise<void> {
    const letters = FOLDED.reduce((inner, [from, to]) => `replace(${inner}, '${from}', '${to}')`, 'folded');
    await runner.query(`
      CREATE FUNCTION catalog.fold(typed text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
      DECLARE folded text;
      BEGIN
        IF octet_length(typed) = length(typed) THEN RETURN lower(typed COLLATE "C"); END IF;
        folded := lower(normalize(typed, NFKD) COLLATE "und-x-icu");
        folded := regexp_replace(folded, '[\\u0300-\\u036f]', '', 'g');
        folded := translate(folded, 'øłđðħıςſ', 'olddhiσs');
        RETURN normalize(${letters}, NFKC);
      END $$`);
    // Words; words of the name again, behind a letter that folding leaves nowhere; pairs of Chinese, Japanese and Korean
    // characters, which stand without spaces, and the last one alone; signs such as & and emoji.
    await runner.query(`
      CREATE FUNCTION catalog.lexemes(folded text, folded_name text) RETURNS tsvector
      LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
      DECLARE
        words text[] := string_to_array(btrim(regexp_replace(folded COLLATE "und-x-icu", '[^[:alnum:]]+', ' ', 'g')), ' ');
        name_words text := btrim(regexp_replace(folded_name COLLATE "und-x-icu", '[^[:alnum:]]+', ' ', 'g'));
      BEGIN
        IF name_words <> '' THEN words := words || string_to_array('ª' || replace(name_words, ' ', ' ª'), ' '); END IF;
        IF octet_length(folded) > length(folded) AND folded ~ '${CJK}' THEN
          words := words || ARRAY(
            SELECT substr(run[1], place, 2) FROM regexp_matches(folded, '${CJK}+', 'g') AS run,
              generate_series(1, length(run[1])) AS place);
        END IF;
        IF folded COLLATE "und-x-icu" ~ '${SYMBOL}' THEN
          words := words || ARRAY(SELECT sign[1] FROM regexp_matches(folded COLLATE "und-x-icu", '${SYMBOL}', 'g') AS sign);
        END IF;
        -- Postgres 17 refuses words of more than 2,046 bytes, which titles of broken files have.
        RETURN array_to_tsvector(ARRAY(SELECT left(word, 200) FROM unnest(words) AS word WHERE word <> ''));
      END $$`);
    await runner.query(`
      ALTER TABLE catalog.files
        ALTER COLUMN search DROP EXPRESSION,
        ADD COLUMN search_text text,
        -- What a clock showed when and where it was taken, else when it was changed, in UTC.
        ADD COLUMN local_time timestamp`);
    await runner.query(`
      CREATE FUNCTION catalog.describe_file() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.local_time := COALESCE(NEW.taken_local, COALESCE(NEW.taken_at, NEW.modified_at) AT TIME ZONE 'UTC');
        -- An UPDATE that says "search_text = NULL" has it made anew.
        IF TG_OP = 'INSERT' OR NEW.search_text IS NULL
          OR (NEW.name, NEW.folder, NEW.tags, NEW.camera, NEW.artist, NEW.album, NEW.title)
            IS DISTINCT FROM (OLD.name, OLD.folder, OLD.tags, OLD.camera, OLD.artist, OLD.album, OLD.title) THEN
          NEW.search_text := catalog.fold(concat_ws(' ', NEW.name, NEW.folder, array_to_string(NEW.tags, ' '), NEW.camera,
            NEW.artist, NEW.album, NEW.title));
          NEW.search := catalog.lexemes(NEW.search_text, catalog.fold(NEW.name));
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query(`CREATE TRIGGER describe_file BEFORE INSERT OR UPDATE ON catalog.files
      FOR EACH ROW EXECUTE FUNCTION catalog.describe_file()`);
    // Copies of the version before ask by it while they run beside this one.
    await runner.query(`
      CREATE OR REPLACE FUNCTION catalog.words_query(typed text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT CASE WHEN typed ~ '[[:alnum:]]' THEN to_tsquery('simple'::regconfig,
          replace(btrim(regexp_replace(catalog.fold(typed), '[^[:alnum:]]+', ' ', 'g')), ' ', ' & ') || ':*')
        ELSE ''::tsquery END
      $$`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
