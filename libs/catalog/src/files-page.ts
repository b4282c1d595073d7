import { LISTED_FILE, type ListedFile } from './file-record.js';
import { listConditions, type FilesFilter } from './files-filter.js';
import { ORDERS, type FilesCursor, type FilesOrder } from './files-order.js';
import type { Queryable } from './queryable.js';

export interface FilesPage extends FilesFilter {
  readonly order: FilesOrder;
  readonly after?: FilesCursor | undefined;
  readonly offset?: number;
  readonly limit: number;
}

interface Statement {
  readonly sql: string;
  readonly values: unknown[];
}

/** Which files stand on a page; `sort_value` is what a cursor behind that file holds. */
export function findFilesPage(
  database: Queryable,
  page: FilesPage,
): Promise<(ListedFile & { sort_value: string })[]> {
  const { sql, values } = filesPageStatement(page);
  return database.query(sql, values);
}

/** How many files a filter lets through. */
export async function countListedFiles(database: Queryable, filter: FilesFilter): Promise<number> {
  const values: unknown[] = [];
  const conditions = listConditions(filter, (value) => `$${values.push(value)}`);
  const [row] = await database.query<[{ count: string }]>(
    `SELECT count(*) AS count FROM catalog.files f WHERE ${conditions.join(' AND ')}`,
    values,
  );
  return Number(row.count);
}

export function filesPageStatement({ order, after, offset, limit, ...filter }: FilesPage): Statement {
  const { expression, asText, type } = ORDERS[order.by];
  const direction = order.descending ? 'DESC' : 'ASC';
  const values: unknown[] = [];
  const add = (value: unknown) => `$${values.push(value)}`;
  const conditions = listConditions(filter, add);
  if (after) {
    const beyond = order.descending ? '<' : '>';
    conditions.push(`(${expression}, f.id) ${beyond} (${add(after.value)}::${type}, ${add(after.id)}::uuid)`);
  }
  return {
    sql: `SELECT ${LISTED_FILE}, ${asText} AS sort_value FROM catalog.files f WHERE ${conditions.join(' AND ')}
      ORDER BY ${expression} ${direction}, f.id ${direction} LIMIT ${limit} OFFSET ${offset ?? 0}`,
    values,
  };
}
