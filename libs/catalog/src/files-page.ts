import type { Queryable } from '@hearth/platform';
import { countConditions, COUNTS, findCount, isCounted } from './file-counts.js';
import { LISTED_FILE, type ListedFile } from './file-record.js';
import { listConditions } from './files-conditions.js';
import type { AddValue, FilesFilter } from './files-filter.js';
import { orderOf } from './files-order.js';
import { foundPage, pageBelow } from './found-page.js';
import { orderByOf, whereOf, type FilesPage } from './page-order.js';
import { sampleSearch } from './search-sample.js';
import { decideWay, FAR_OUT, needsSample, type SearchWay } from './search-way.js';

/** `sort_value` and `step` are what a cursor behind that file holds. */
export type PagedFile = ListedFile & { readonly sort_value: string; readonly step: number };

interface Statement {
  readonly sql: string;
  readonly values: unknown[];
}

/** Which files stand on a page. */
export async function findFilesPage(database: Queryable, page: FilesPage): Promise<PagedFile[]> {
  const way = needsSample(page) ? decideWay(page, await sampleSearch(database, page)) : undefined;
  const { sql, values } = filesPageStatement(page, way);
  return database.query(sql, values);
}

/** How many files a filter lets through; no more than `upTo` of them are counted. */
export async function countListedFiles(
  database: Queryable,
  filter: FilesFilter,
  upTo?: number,
): Promise<number> {
  if (isCounted(filter)) return Math.min(await findCount(database, filter), upTo ?? Infinity);
  const values: unknown[] = [];
  const conditions = listConditions(filter, (value) => `$${values.push(value)}`);
  const [row] = await database.query<[{ count: string }]>(
    `SELECT count(*) AS count FROM (
       SELECT FROM catalog.files f WHERE ${conditions.join(' AND ')} LIMIT $${values.push(upTo ?? null)}::int
     ) AS counted`,
    values,
  );
  return Number(row.count);
}

/** How a page is asked for; `way` for a search about which a sample was asked. */
export function filesPageStatement(page: FilesPage, way?: SearchWay): Statement {
  const values: unknown[] = [];
  const add = (value: unknown) => `$${values.push(value)}`;
  if (page.query !== undefined) return { sql: foundPage(page, add, way), values };
  const { offset = 0, under } = page;
  if (offset < FAR_OUT && under) return { sql: pageBelow({ ...page, under }, add), values };
  if (offset < FAR_OUT) return { sql: inOrder(page, add), values };
  const isByDay = page.order.by === 'takenAt' && page.after === undefined && isCounted(filterOf(page));
  return { sql: isByDay ? farInTime(page, add) : farOut(page, add), values };
}

function filterOf({
  order: _,
  after: _after,
  offset: _offset,
  limit: _limit,
  ...filter
}: FilesPage): FilesFilter {
  return filter;
}

const shown = (page: FilesPage) =>
  `SELECT ${LISTED_FILE}, ${orderOf(page.order).asText} AS sort_value, 0 AS step`;

function inOrder(page: FilesPage, add: AddValue): string {
  const where = whereOf(page, listConditions(page, add), add);
  return `${shown(page)} FROM catalog.files f WHERE ${where} ${orderByOf(page.order)}
    LIMIT ${page.limit} OFFSET ${page.offset ?? 0}`;
}

function farOut(page: FilesPage, add: AddValue): string {
  const where = whereOf(page, listConditions(page, add), add);
  const orderBy = orderByOf(page.order);
  return `${shown(page)} FROM (
      SELECT f.id FROM catalog.files f WHERE ${where} ${orderBy} LIMIT ${page.limit} OFFSET ${page.offset ?? 0}
    ) AS page JOIN catalog.files f ON f.id = page.id ${orderBy}`;
}

/** The counts of the days say on which day the page begins: only the files of that day are passed over. */
function farInTime(page: FilesPage, add: AddValue): string {
  const { descending } = page.order;
  const where = listConditions(page, add).join(' AND ');
  const day = '(SELECT day FROM first)';
  return `WITH days AS (
      SELECT day, sum(files) AS files FROM ${COUNTS} WHERE ${countConditions(page, add)} GROUP BY day
    ), summed AS (
      SELECT day, files, sum(files) OVER (ORDER BY day ${descending ? 'DESC' : 'ASC'}) AS until FROM days
    ), first AS (
      SELECT day, ${add(page.offset)}::bigint - (until - files) AS passed_over
      FROM summed WHERE until > ${add(page.offset)}::bigint ORDER BY until LIMIT 1
    )
    ${shown(page)} FROM catalog.files f
    WHERE ${where} AND f.local_time ${descending ? `< ${day} + interval '1 day'` : `>= ${day}`}
    ${orderByOf(page.order)} LIMIT ${page.limit} OFFSET (SELECT passed_over FROM first)`;
}
