import { findCount, isCounted } from './file-counts.js';
import { LISTED_FILE, type ListedFile } from './file-record.js';
import { listConditions, narrowConditions } from './files-conditions.js';
import type { AddValue, FilesFilter } from './files-filter.js';
import { orderOf, type FilesCursor, type FilesOrder } from './files-order.js';
import { planOf, stepCondition } from './files-search.js';
import type { Queryable } from './queryable.js';

export interface FilesPage extends FilesFilter {
  readonly order: FilesOrder;
  readonly after?: FilesCursor | undefined;
  readonly offset?: number;
  readonly limit: number;
}

/** `sort_value` and `step` are what a cursor behind that file holds. */
export type PagedFile = ListedFile & { readonly sort_value: string; readonly step: number };

interface Statement {
  readonly sql: string;
  readonly values: unknown[];
}

/** From here on a page is looked for in an index alone, before its rows are read. */
const FAR_OUT = 1_000;

/** Which files stand on a page. */
export function findFilesPage(database: Queryable, page: FilesPage): Promise<PagedFile[]> {
  const { sql, values } = filesPageStatement(page);
  return database.query(sql, values);
}

/** How many files a filter lets through. */
export async function countListedFiles(database: Queryable, filter: FilesFilter): Promise<number> {
  if (isCounted(filter)) return findCount(database, filter);
  const values: unknown[] = [];
  const conditions = listConditions(filter, (value) => `$${values.push(value)}`);
  const [row] = await database.query<[{ count: string }]>(
    `SELECT count(*) AS count FROM catalog.files f WHERE ${conditions.join(' AND ')}`,
    values,
  );
  return Number(row.count);
}

export function filesPageStatement(page: FilesPage): Statement {
  if (page.query !== undefined && page.order.by === 'relevance') return byRelevance(page);
  const values: unknown[] = [];
  const add = (value: unknown) => `$${values.push(value)}`;
  return { sql: inOrder(page, listConditions(page, add), 0, add), values };
}

/** Step after step of the search, the newest first in each; a step is only taken when those before did not fill the page. */
function byRelevance(page: FilesPage): Statement {
  const values: unknown[] = [];
  const add = (value: unknown) => `$${values.push(value)}`;
  const plan = planOf(page);
  const first = page.after?.step ?? 0;
  const inner = { ...page, offset: 0, limit: page.limit + (page.offset ?? 0) };
  const branches = plan.slice(first).map((step, index) => {
    const place = first + index;
    const conditions = [
      ...narrowConditions(page, add),
      stepCondition(step, add),
      ...plan.slice(0, place).map((earlier) => `NOT ${stepCondition(earlier, add)}`),
    ];
    const after = index === 0 ? page.after : undefined;
    return `(${inOrder({ ...inner, after }, conditions, place, add)})`;
  });
  if (branches.length === 0) branches.push(`(${inOrder(inner, ['false'], 0, add)})`);
  return {
    sql: `SELECT * FROM (${branches.join(' UNION ALL ')}) AS found LIMIT ${page.limit} OFFSET ${page.offset ?? 0}`,
    values,
  };
}

function inOrder(
  { order, after, offset = 0, limit }: FilesPage,
  conditions: readonly string[],
  step: number,
  add: AddValue,
): string {
  const { expression, asText, type } = orderOf(order);
  const direction = order.descending ? 'DESC' : 'ASC';
  const beyond = order.descending ? '<' : '>';
  const behind = after
    ? [`(${expression}, f.id) ${beyond} (${add(after.value)}::${type}, ${add(after.id)}::uuid)`]
    : [];
  const where = [...conditions, ...behind].join(' AND ');
  const orderBy = `ORDER BY ${expression} ${direction}, f.id ${direction}`;
  const shown = `SELECT ${LISTED_FILE}, ${asText} AS sort_value, ${step}::int AS step`;
  if (offset < FAR_OUT) {
    return `${shown} FROM catalog.files f WHERE ${where} ${orderBy} LIMIT ${limit} OFFSET ${offset}`;
  }
  return `${shown} FROM (SELECT f.id FROM catalog.files f WHERE ${where} ${orderBy} LIMIT ${limit} OFFSET ${offset}) AS page
    JOIN catalog.files f ON f.id = page.id ${orderBy}`;
}
