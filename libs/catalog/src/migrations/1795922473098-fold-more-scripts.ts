import type { MigrationInterface, QueryRunner } from 'typeorm';

const ROWS_AT_ONCE = 5_000;

const LEFT_OUT = [
  '\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20f0\\ufe20-\\ufe2f',
  '\\u0591-\\u05bd\\u05bf\\u05c1-\\u05c2\\u05c4-\\u05c5\\u05c7',
  '\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7-\\u06e8\\u06ea-\\u06ed',
  '\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufe00-\\ufe0f\\ufeff',
].join('');
const ALIKE: readonly (readonly [string, string])[] = [
  ['øłđðħıςſŧŋəɛɔɓɗƙƴƒɨʉɲƶƀ', 'olddhiσstneeobdkyfiunzb'],
  ['ٱىةیکھہے', 'ايهيكههي'],
  ['٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯๐๑๒๓๔๕๖๗๘๙', '0123456789'.repeat(5)],
  ['‘’‚‛ʼʻ′', "'".repeat(7)],
  ['“”„‟«»', '"'.repeat(6)],
  ['‐‒–—―−', '-'.repeat(6)],
  [lettersFrom(0x30a1), lettersFrom(0x3041)],
];
const FOLDED = [
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['þ', 'th'],
] as const;

/** Small a to small ke of the kana. */
function lettersFrom(first: number): string {
  return String.fromCodePoint(...Array.from({ length: 0x56 }, (_, at) => first + at));
}

/**
 * Vowels of Arabic and Hebrew, signs that nobody sees, other digits, quotes and dashes, letters of African languages and the two
 * kinds of kana are folded, too (see fold-text.ts). What is in the catalogue is folded anew, a part at a time.
 */
export class FoldMoreScripts1795922473098 implements MigrationInterface {
  name = 'FoldMoreScripts1795922473098';
  /** Each part is a transaction of its own; all may be done again after a crash. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    const letters = FOLDED.reduce((inner, [from, to]) => `replace(${inner}, '${from}', '${to}')`, 'folded');
    const [from, to] = [0, 1].map((side) =>
      ALIKE.map((pair) => pair[side] as string)
        .join('')
        .replaceAll("'", "''"),
    );
    await runner.query(`
      CREATE OR REPLACE FUNCTION catalog.fold(typed text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
      DECLARE folded text;
      BEGIN
        IF octet_length(typed) = length(typed) THEN RETURN lower(typed COLLATE "C"); END IF;
        folded := lower(normalize(typed, NFKD) COLLATE "und-x-icu");
        folded := regexp_replace(folded, '[${LEFT_OUT}]', '', 'g');
        folded := translate(folded, '${from}', '${to}');
        RETURN normalize(${letters}, NFKC);
      END $$`);
    let after: string | undefined = '00000000-0000-0000-0000-000000000000';
    while (after !== undefined) after = await foldSome(runner, after);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}

/** Returns the last id of this part; undefined after the last part. */
async function foldSome(runner: QueryRunner, after: string): Promise<string | undefined> {
  const [{ last }] = (await runner.query(
    `WITH part AS (SELECT id, search_text FROM catalog.files WHERE id > $1 ORDER BY id LIMIT ${ROWS_AT_ONCE}),
     -- A trigger makes it anew.
     folded AS (UPDATE catalog.files f SET search_text = NULL WHERE f.id IN (SELECT id FROM part
       WHERE octet_length(search_text) <> length(search_text) AND catalog.fold(search_text) <> search_text))
     SELECT max(id::text) AS last FROM part`,
    [after],
  )) as [{ last: string | null }];
  return last ?? undefined;
}
