import type { MigrationInterface, QueryRunner } from 'typeorm';

const ROWS_AT_ONCE = 5_000;

/**
 * People leave apostrophes out: what is written `don't` and `l'été` is found as `dont` and `lete`, too. An accent that stands alone is
 * an apostrophe, and colours of skin are left out (see fold-text.ts). What is in the catalogue is described anew where it has
 * one of these, a part at a time.
 */
export class JoinWords1795939557915 implements MigrationInterface {
  name = 'JoinWords1795939557915';
  /** Each part is a transaction of its own; all may be done again after a crash. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await change(runner, 'catalog.fold(text)', [
      // Before its letters are taken apart, which would leave a space.
      ['normalize(typed, NFKD)', "normalize(translate(typed, '´', ''''), NFKD)"],
      ['\\ufe00-\\ufe0f\\ufeff', '\\ufe00-\\ufe0f\\ufeff\\U0001F3FB-\\U0001F3FF'],
    ]);
    await runner.query(`
      CREATE OR REPLACE FUNCTION catalog.searched(typed text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
      DECLARE folded text := catalog.fold(typed);
      BEGIN
        IF folded !~ '[[:alnum:]]''[[:alnum:]]' THEN RETURN folded; END IF;
        RETURN folded || ' ' || (SELECT string_agg(replace(spoken[1], '''', ''), ' ')
          FROM regexp_matches(folded COLLATE "und-x-icu", '[[:alnum:]]+(?:''[[:alnum:]]+)+', 'g') AS spoken);
      END $$`);
    await change(runner, 'catalog.describe_file()', [
      ['NEW.search_text := catalog.fold(concat_ws(', 'NEW.search_text := catalog.searched(concat_ws('],
    ]);
    let after: string | undefined = '00000000-0000-0000-0000-000000000000';
    while (after !== undefined) after = await describeSome(runner, after);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}

/** Puts other words into the body of a function of the migrations before; what was changed already stays as it is. */
async function change(
  runner: QueryRunner,
  signature: string,
  changes: readonly (readonly [string, string])[],
): Promise<void> {
  const [{ definition }] = (await runner.query('SELECT pg_get_functiondef($1::regprocedure) AS definition', [
    signature,
  ])) as [{ definition: string }];
  const changed = changes.reduce(
    (text, [from, to]) => (text.includes(to) ? text : text.replace(from, () => to)),
    definition,
  );
  await runner.query(changed);
}

/** Returns the last id of this part; undefined after the last part. */
async function describeSome(runner: QueryRunner, after: string): Promise<string | undefined> {
  const [{ last }] = (await runner.query(
    `WITH part AS (SELECT id, search_text, concat_ws(' ', name, folder, array_to_string(tags, ' '), camera, artist, album, title,
         description, place_words) AS written
       FROM catalog.files WHERE id > $1 ORDER BY id LIMIT ${ROWS_AT_ONCE}),
     -- A trigger makes it anew.
     described AS (UPDATE catalog.files f SET search_text = NULL WHERE f.id IN (SELECT id FROM part
       WHERE search_text ~ '[[:alnum:]]''[[:alnum:]]' OR written ~ '[´\\U0001F3FB-\\U0001F3FF]'))
     SELECT max(id::text) AS last FROM part`,
    [after],
  )) as [{ last: string | null }];
  return last ?? undefined;
}
