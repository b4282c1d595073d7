import { findCount, isCounted } from './file-counts.js';
import { LISTED_FILE, type ListedFile } from './file-record.js';
import { listConditions, narrowConditions } from './files-conditions.js';
import type { AddValue, FilesFilter } from './files-filter.js';
import { orderOf, type FilesCursor, type FilesOrder } from './files-order.js';
import {
  isIndexed,
  planCondition,
  planOf,
  stepCondition,
  timeCondition,
  type LookedFor,
} from './files-search.js';
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

/** So many files are looked at along the order, before an index is asked for all that is found. */
const LOOKED_AT = 1_000;
const LOOKED_AT_PER_SHOWN = 20;
const LOOKED_AT_MOST = 50_000;

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
  const values: unknown[] = [];
  const add = (value: unknown) => `$${values.push(value)}`;
  if (page.query === undefined) return { sql: inOrder(page, listConditions(page, add), 0, add), values };
  const inner = { ...page, offset: 0, limit: page.limit + (page.offset ?? 0) };
  const branches = page.order.by === 'relevance' ? stepByStep(inner, add) : allSteps(inner, add);
  if (branches.length === 0) branches.push(`(${inOrder(inner, ['false'], 0, add)})`);
  return {
    sql: `SELECT * FROM (${branches.join(' UNION ALL ')}) AS found LIMIT ${page.limit} OFFSET ${page.offset ?? 0}`,
    values,
  };
}

/** Step after step of the search, the newest first in each; a step is only taken when those before did not fill the page. */
function stepByStep(page: FilesPage, add: AddValue): string[] {
  const plan = planOf(page);
  const first = page.after?.step ?? 0;
  return plan.slice(first).flatMap((step, index) => {
    const place = first + index;
    const within = { ...page, after: index === 0 ? page.after : undefined };
    const condition = (how?: LookedFor) =>
      [
        stepCondition(step, add, how),
        ...plan.slice(0, place).map((earlier) => `NOT ${stepCondition(earlier, add)}`),
      ].join(' AND ');
    if (step.isRare)
      return [sortedAfterwards(within, [...narrowConditions(page, add), condition()], place, add)];
    if (!isIndexed(step)) {
      return [`(${inOrder(within, [...narrowConditions(page, add), condition()], place, add)})`];
    }
    const around = step.time && 'from' in step.time ? [timeCondition(step.time, add)] : [];
    return foundInOrder(within, { around, condition, step: place }, add);
  });
}

/** What any step finds, in another order. */
function allSteps(page: FilesPage, add: AddValue): string[] {
  const plan = planOf(page);
  if (plan.length === 0) return [];
  if (plan.every(({ isRare }) => isRare)) return [sortedAfterwards(page, listConditions(page, add), 0, add)];
  if (!plan.every(isIndexed)) {
    return [`(${inOrder(page, listConditions(page, add), 0, add)})`];
  }
  const condition = (how?: LookedFor) => planCondition(plan, add, how);
  return foundInOrder(page, { around: [], condition, step: 0 }, add);
}

function inOrder(page: FilesPage, conditions: readonly string[], step: number, add: AddValue): string {
  const { offset = 0, limit } = page;
  const { where, orderBy, shown } = partsOf(page, conditions, step, add);
  if (offset < FAR_OUT) {
    return `${shown} FROM catalog.files f WHERE ${where} ${orderBy} LIMIT ${limit} OFFSET ${offset}`;
  }
  return `${shown} FROM (SELECT f.id FROM catalog.files f WHERE ${where} ${orderBy} LIMIT ${limit} OFFSET ${offset}) AS page
    JOIN catalog.files f ON f.id = page.id ${orderBy}`;
}

interface Sought {
  /** What narrows the files among which it is looked for, along the order. */
  readonly around: readonly string[];
  readonly condition: (how?: LookedFor) => string;
  readonly step: number;
}

/**
 * What is common soon fills a page along the order, what is rare stands in an index; nobody can tell beforehand which of both
 * several words together are. So the next files are looked at first, and only where these did not fill the page, all that
 * the index has is sorted.
 */
function foundInOrder(page: FilesPage, { around, condition, step }: Sought, add: AddValue): string[] {
  const { expression } = orderOf(page.order);
  const rows = Math.min(LOOKED_AT + LOOKED_AT_PER_SHOWN * page.limit, LOOKED_AT_MOST);
  const near = partsOf(page, [...narrowConditions(page, add), ...around], step, add);
  const { shown, orderBy } = near;
  const sorted = orderBy.replaceAll(expression, 'f.sort_key');
  const nearby = (columns: string) =>
    `SELECT ${columns}, ${expression} AS sort_key FROM catalog.files f WHERE ${near.where} ${orderBy}`;
  const last = `SELECT sort_key, id FROM (${nearby('f.id')} LIMIT 1 OFFSET ${rows - 1}) AS last`;
  const beyond = page.order.descending ? '<' : '>';
  return [
    `(${shown} FROM (${nearby('f.*')} LIMIT ${rows}) AS f WHERE ${condition()} ${sorted} LIMIT ${page.limit})`,
    `(WITH found AS MATERIALIZED (
        SELECT f.id, ${expression} AS sort_key FROM catalog.files f
        WHERE ${[...narrowConditions(page, add), condition('as-rare')].join(' AND ')}
      ), page AS MATERIALIZED (
        SELECT f.id FROM found f WHERE (f.sort_key, f.id) ${beyond} (${last}) ${sorted} LIMIT ${page.limit}
      ) ${shown} FROM page JOIN catalog.files f ON f.id = page.id ${orderBy})`,
  ];
}

/** All that an index finds, and then its order: nothing is looked for along the order. */
function sortedAfterwards(
  page: FilesPage,
  conditions: readonly string[],
  step: number,
  add: AddValue,
): string {
  const { where, orderBy, shown } = partsOf(page, conditions, step, add);
  const { expression } = orderOf(page.order);
  const sorted = orderBy.replaceAll(expression, 'f.sort_key');
  return `(WITH found AS MATERIALIZED (SELECT f.id, ${expression} AS sort_key FROM catalog.files f WHERE ${where}),
    page AS MATERIALIZED (SELECT f.id FROM found f ${sorted} LIMIT ${page.limit})
    ${shown} FROM page JOIN catalog.files f ON f.id = page.id ${orderBy})`;
}

function partsOf({ order, after }: FilesPage, conditions: readonly string[], step: number, add: AddValue) {
  const { expression, asText, type } = orderOf(order);
  const direction = order.descending ? 'DESC' : 'ASC';
  const beyond = order.descending ? '<' : '>';
  const behind = after
    ? [`(${expression}, f.id) ${beyond} (${add(after.value)}::${type}, ${add(after.id)}::uuid)`]
    : [];
  return {
    where: [...conditions, ...behind].join(' AND '),
    orderBy: `ORDER BY ${expression} ${direction}, f.id ${direction}`,
    shown: `SELECT ${LISTED_FILE}, ${asText} AS sort_value, ${step}::int AS step`,
  };
}
