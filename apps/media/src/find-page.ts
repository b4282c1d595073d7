import type { pageQuery } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import type { DataSource } from 'typeorm';
import { z } from 'zod';

export type PageQuery = z.output<typeof pageQuery>;

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
  readonly total?: number;
}

/** A list of tens or hundreds of rows. Each has an `id`, and a text `"pageKey"` that it stands in the order of. */
interface List {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly direction: 'ASC' | 'DESC';
}

interface Keys {
  readonly id: string;
  readonly pageKey: string;
}

/** A moment as text that sorts like it. */
export const momentKey = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS')`;

const DEFAULT_LIMIT = 200;

/** By a cursor, which says after which row to go on, or by numbered pages. */
export async function findPage<Row>(database: DataSource, list: List, query: PageQuery): Promise<Page<Row>> {
  const limit = query.pageSize ?? query.limit ?? DEFAULT_LIMIT;
  const isNumbered = query.page !== undefined || query.pageSize !== undefined;
  const [afterKey, afterId] = query.cursor === undefined ? [null, null] : readCursor(query.cursor);
  const offset = afterKey === null ? ((query.page ?? 1) - 1) * limit : 0;
  const at = (place: number) => `$${list.parameters.length + place}`;
  const [found, counted] = await Promise.all([
    database.query<(Row & Keys)[]>(
      `SELECT * FROM (${list.sql}) AS list
       WHERE ${at(1)}::text IS NULL
         OR ("pageKey" COLLATE "C", id) ${list.direction === 'ASC' ? '>' : '<'} (${at(1)}, ${at(2)}::uuid)
       ORDER BY "pageKey" COLLATE "C" ${list.direction}, id ${list.direction} LIMIT ${at(3)} OFFSET ${at(4)}`,
      // One more than asked for, which says whether there is a next page.
      [...list.parameters, afterKey, afterId, limit + 1, offset],
    ),
    isNumbered
      ? database.query<[{ total: number }]>(
          `SELECT count(*)::int AS total FROM (${list.sql}) AS list`,
          list.parameters as unknown[],
        )
      : undefined,
  ]);
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    rows: found.slice(0, limit).map(({ pageKey: _, ...row }) => row as unknown as Row),
    nextCursor: last ? Buffer.from(JSON.stringify([last.pageKey, last.id])).toString('base64url') : null,
    ...(counted && { total: counted[0].total }),
  };
}

const cursorParts = z.tuple([z.string().regex(/^[^\0]*$/), z.guid()]);

function readCursor(text: string): [string, string] {
  try {
    return cursorParts.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch (cause) {
    const message = 'is not a cursor that this list gave';
    throw new HearthError('request.invalid', {
      detail: `cursor: ${message}`,
      fields: [{ path: 'cursor', message }],
      cause,
    });
  }
}
