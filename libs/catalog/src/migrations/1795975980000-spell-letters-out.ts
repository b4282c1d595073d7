import type { MigrationInterface, QueryRunner } from 'typeorm';

const ROWS_AT_ONCE = 5_000;

const ALIKE: readonly (readonly [string, string])[] = [
  ['⁄∕', '//'],
  ['〜', '~'],
  ['ʿʾ', "''''"],
  ['ґȷ', 'гj'],
  ['૦૧૨૩૪૫૬૭૮૯੦੧੨੩੪੫੬੭੮੯௦௧௨௩௪௫௬௭௮௯౦౧౨౩౪౫౬౭౮౯೦೧೨೩೪೫೬೭೮೯', '0123456789'.repeat(5)],
  ['൦൧൨൩൪൫൬൭൮൯໐໑໒໓໔໕໖໗໘໙༠༡༢༣༤༥༦༧༨༩၀၁၂၃၄၅၆၇၈၉០១២៣៤៥៦៧៨៩', '0123456789'.repeat(5)],
];
const FRACTIONS = '¼-¾⅐-⅞↉';
const [FROM, TO] = [0, 1].map((side) => ALIKE.map((pair) => pair[side] as string).join(''));

/**
 * Who has no key for ü writes ue: `München` is found by `Muenchen` as well, and `Muenchen` by `München`; so are ä and ae, ö and oe, ø
 * and oe, å and aa. Fractions are found as they are typed (1½ by 1 1/2), and digits of more scripts by those of ours (see
 * fold-text.ts). What is in the catalogue is described anew where it has one of these, a part at a time.
 */
export class SpellLettersOut1795975980000 implements MigrationInterface {
  name = 'SpellLettersOut1795975980000';
  /** Each part is a transaction of its own; all may be done again after a crash. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await change(runner, 'catalog.fold(text)', [
      [
        "normalize(translate(typed, '´', ''''), NFKD)",
        `normalize(regexp_replace(translate(typed, '´', ''''), '([0-9])([${FRACTIONS}])', '\\1 \\2', 'g'), NFKD)`,
      ],
      ["translate(folded, '", `translate(translate(folded, '${FROM}', '${TO}'), '`],
    ]);
    await runner.query(`
      CREATE OR REPLACE FUNCTION catalog.searched(typed text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
      DECLARE
        folded text := catalog.fold(typed);
        marked text;
        more text := '';
      BEGIN
        IF folded ~ '[[:alnum:]]''[[:alnum:]]' THEN
          more := ' ' || (SELECT string_agg(replace(spoken[1], '''', ''), ' ')
            FROM regexp_matches(folded COLLATE "und-x-icu", '[[:alnum:]]+(?:''[[:alnum:]]+)+', 'g') AS spoken);
        END IF;
        IF octet_length(typed) <> length(typed) THEN
          marked := lower(normalize(typed, NFC) COLLATE "und-x-icu");
          IF marked ~ '[äöøüå]' THEN
            more := more || ' ' || (SELECT string_agg(catalog.fold(replace(replace(replace(replace(replace(
                word[1], 'ä', 'ae'), 'ö', 'oe'), 'ø', 'oe'), 'ü', 'ue'), 'å', 'aa')), ' ')
              FROM regexp_matches(marked, '[[:alnum:]]*[äöøüå][[:alnum:]]*', 'g') AS word);
          END IF;
        END IF;
        IF folded ~ '[ao]e|(?<![aeq])ue|aa' THEN
          more := more || ' ' || (SELECT string_agg(regexp_replace(word[1], '([ao])e|(?<![aeq])(u)e|(a)a', '\\1\\2\\3', 'g'), ' ')
            FROM regexp_matches(folded COLLATE "und-x-icu", '[[:alnum:]]*(?:[ao]e|(?<![aeq])ue|aa)[[:alnum:]]*', 'g') AS word);
        END IF;
        RETURN folded || more;
      END $$`);
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
     -- A trigger makes it anew. What was done before a crash is passed over.
     described AS (UPDATE catalog.files f SET search_text = NULL WHERE f.id IN (SELECT id FROM part
       WHERE (search_text ~ '[ao]e|(?<![aeq])ue|aa' OR (octet_length(written) <> length(written)
         AND written ~ '[äöøüåÄÖØÜÅ\\u0308\\u030aҐ${FRACTIONS}${FROM}]'))
         AND catalog.searched(written) IS DISTINCT FROM search_text))
     SELECT max(id::text) AS last FROM part`,
    [after],
  )) as [{ last: string | null }];
  return last ?? undefined;
}
