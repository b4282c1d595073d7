import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A word of more than 2,046 bytes, as in the title of a broken file, is none that Postgres 17 puts into an index: the file
 * was never listed. Of such a word its beginning is found. 200 letters of four bytes are well below that.
 */
export class LongWords1795905173511 implements MigrationInterface {
  name = 'LongWords1795905173511';

  async up(runner: QueryRunner): Promise<void> {
    const [{ prosrc }] = (await runner.query(
      "SELECT prosrc FROM pg_proc WHERE oid = 'catalog.lexemes(text, text)'::regprocedure",
    )) as [{ prosrc: string }];
    const body = prosrc.replace(
      "RETURN array_to_tsvector(array_remove(words, ''));",
      "RETURN array_to_tsvector(ARRAY(SELECT left(word, 200) FROM unnest(words) AS word WHERE word <> ''));",
    );
    // A hub that comes from before this function was made has it right already.
    if (body === prosrc) return;
    await runner.query(`
      CREATE OR REPLACE FUNCTION catalog.lexemes(folded text, folded_name text) RETURNS tsvector
      LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $lexemes$${body}$lexemes$`);
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
