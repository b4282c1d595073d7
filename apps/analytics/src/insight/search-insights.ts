import type { InputOf, OutputOf, searchInsights } from '@hearth/contracts';
import type { DataSource } from 'typeorm';

type Answer = OutputOf<typeof searchInsights>;

interface Row {
  readonly words: string;
  readonly times: string;
  readonly found_nothing: string;
  readonly last_results: number;
  readonly last_at: Date;
}

const COLUMNS = 'words, times, found_nothing, last_results, last_at';

/** What people search for: like a query, or most often; and what they do not find. */
export async function findSearches(
  database: DataSource,
  { query, limit }: InputOf<typeof searchInsights>['query'],
): Promise<Answer> {
  const words = query?.normalize('NFKC').toLowerCase();
  const like = words ? `words % $2 OR words LIKE '%' || $3 || '%'` : 'true';
  const order = words ? 'similarity(words, $2) DESC, times DESC, words' : 'times DESC, words';
  const parameters = words ? [limit, words, words.replace(/[\\%_]/g, '\\$&')] : [limit];
  const nothing = words ? `found_nothing > 0 AND (${like})` : 'found_nothing > 0';
  const [items, foundNothing] = (await Promise.all([
    database.query(
      `SELECT ${COLUMNS} FROM analytics.searches WHERE ${like} ORDER BY ${order} LIMIT $1`,
      parameters,
    ),
    database.query(
      `SELECT ${COLUMNS} FROM analytics.searches WHERE ${nothing}
       ORDER BY ${words ? order : 'found_nothing DESC, words'} LIMIT $1`,
      parameters,
    ),
  ])) as [Row[], Row[]];
  return { items: items.map(present), foundNothing: foundNothing.map(present) };
}

function present(row: Row): Answer['items'][number] {
  return {
    query: row.words,
    times: Number(row.times),
    results: row.last_results,
    foundNothing: Number(row.found_nothing),
    lastAt: row.last_at.toISOString(),
  };
}
