import type { FileRecord } from '@hearth/catalog';
import type { FileKind, FileState } from '@hearth/contracts';
import type { DataSource } from 'typeorm';
import { ORDERS, type FilesCursor, type FilesOrder, type SearchMode } from './files-order.js';

export interface FilesFilter {
  readonly query?: string | undefined;
  readonly mode: SearchMode;
  readonly type?: FileKind | undefined;
  readonly state?: FileState | undefined;
  readonly folder?: string | undefined;
}

interface FilesPage extends FilesFilter {
  readonly order: FilesOrder;
  readonly after?: FilesCursor | undefined;
  readonly offset?: number;
  readonly limit: number;
}

export const LISTED_COLUMNS = [
  'id',
  'folder',
  'name',
  'kind',
  'mime_type',
  'size_bytes',
  'sha256',
  'width',
  'height',
  'duration_sec',
  'taken_at',
  'created_at',
  'modified_at',
  'tags',
  'uploaded_by',
  'device_id',
  'thumbhash',
  'has_thumbnail',
  'state',
  'reason',
] as const satisfies (keyof FileRecord)[];

export type ListedFile = Pick<FileRecord, (typeof LISTED_COLUMNS)[number]>;

interface Statement {
  readonly sql: string;
  readonly values: unknown[];
}

/** Which files stand on a page; `sort_value` is what a cursor behind that file holds. */
export function findFilesPage(
  database: DataSource,
  page: FilesPage,
): Promise<(ListedFile & { sort_value: string })[]> {
  const { sql, values } = filesPageStatement(page);
  return database.query(sql, values);
}

/** How many files a filter lets through. */
export async function countFiles(database: DataSource, filter: FilesFilter): Promise<number> {
  const { sql, values } = whereStatement(filter);
  const [row] = (await database.query(`SELECT count(*) AS count FROM catalog.files ${sql}`, values)) as [
    { count: string },
  ];
  return Number(row.count);
}

export function filesPageStatement({ order, after, offset, limit, ...filter }: FilesPage): Statement {
  const { expression, asText, type } = ORDERS[order.by];
  const direction = order.descending ? 'DESC' : 'ASC';
  const beyond = order.descending ? '<' : '>';
  const where = whereStatement(filter, (add) =>
    after ? [`(${expression}, id) ${beyond} (${add(after.value)}::${type}, ${add(after.id)}::uuid)`] : [],
  );
  return {
    sql: `SELECT ${LISTED_COLUMNS.join(', ')}, ${asText} AS sort_value FROM catalog.files ${where.sql}
      ORDER BY ${expression} ${direction}, id ${direction} LIMIT ${limit} OFFSET ${offset ?? 0}`,
    values: where.values,
  };
}

function whereStatement(
  { query, mode, type, state, folder }: FilesFilter,
  further: (add: (value: unknown) => string) => string[] = () => [],
): Statement {
  const values: unknown[] = [];
  const add = (value: unknown) => `$${values.push(value)}`;
  const conditions = [
    query !== undefined && mode === 'words' && `search @@ catalog.words_query(${add(query)})`,
    query !== undefined && mode === 'substring' && `name ILIKE ${add(`%${escapeLike(query)}%`)}`,
    type !== undefined && `kind = ${add(type)}`,
    state !== undefined && `state = ${add(state)}`,
    folder !== undefined && `folder = ${add(folder)}`,
    ...further(add),
  ].filter((condition) => condition !== false);
  return { sql: conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '', values };
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
