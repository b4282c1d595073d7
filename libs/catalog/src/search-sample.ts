import type { Queryable } from '@hearth/platform';
import { narrowConditions } from './files-conditions.js';
import type { AddValue } from './files-filter.js';
import { orderOf } from './files-order.js';
import { planCondition, planOf, stepCondition } from './files-search.js';
import { LISTED } from './listed.js';
import { orderByOf, whereOf, type FilesPage } from './page-order.js';
import { SAMPLED, type SearchSample } from './search-way.js';

/** More than these would only be for pages that hardly anybody asks for. */
const PLACES = 500;

/**
 * Looks at some files of the library that say what all are like. Fingerprints are as good as drawn by lot, so these are the
 * first by fingerprint: the same ones each time, which therefore are in the database's memory. By relevance it is what the
 * first step finds that is looked for.
 */
export async function sampleSearch(database: Queryable, page: FilesPage): Promise<SearchSample> {
  const values: unknown[] = [];
  const [row] = await database.query<[SampleRow]>(
    sampleStatement(page, (value) => `$${values.push(value)}`),
    values,
  );
  const { files, places, ranks } = row;
  return {
    files,
    lookedAt: Number(row.looked_at),
    found: Number(row.found),
    places: (places ?? []).map((value, at) => ({ value, rank: Number(ranks?.[at]) })),
  };
}

interface SampleRow {
  readonly files: number;
  readonly looked_at: string;
  readonly found: string;
  readonly places: string[] | null;
  readonly ranks: string[] | null;
}

function sampleStatement(page: FilesPage, add: AddValue): string {
  const { expression, asText } = orderOf(page.order);
  const isFound = [...narrowConditions(page, add), soughtFirst(page, add)].join(' AND ');
  const isBehind = whereOf(page, ['true'], add);
  const along = orderByOf(page.order, 'f.sort_key');
  const first = (what: string) =>
    `(array_agg(${what} ${along}) FILTER (WHERE f.is_found AND f.is_behind))[1:${PLACES}]`;
  return `SELECT (SELECT reltuples FROM pg_class WHERE oid = 'catalog.files'::regclass) AS files,
      count(*) AS looked_at, count(*) FILTER (WHERE f.is_found) AS found,
      ${first('f.place')} AS places, ${first('f.rank')} AS ranks
    FROM (
      SELECT f.id, ${expression} AS sort_key, ${asText} AS place, ${isFound} AS is_found, ${isBehind} AS is_behind,
        count(*) FILTER (WHERE ${isBehind}) OVER (${orderByOf(page.order)} ROWS UNBOUNDED PRECEDING) AS rank
      FROM (
        SELECT f.* FROM catalog.files f WHERE ${LISTED} AND f.size_bytes > 0 AND f.sha256 IS NOT NULL
        ORDER BY f.sha256 LIMIT ${SAMPLED}
      ) AS f
    ) AS f`;
}

function soughtFirst(page: FilesPage, add: AddValue): string {
  const plan = planOf(page);
  const [first] = plan;
  return page.order.by === 'relevance' && first ? stepCondition(first, add) : planCondition(plan, add);
}
