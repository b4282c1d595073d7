import { FILE_SORTS, fileId, type FileId, type FileSort } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { z } from 'zod';
import { SEARCH_MODES, type SearchMode } from './files-filter.js';

interface Order {
  /** What is sorted by; each has an index that ends in `id`. */
  readonly expression: string;
  /** The same as exact text: a JavaScript Date would lose the microseconds, and rows with them. */
  readonly asText: string;
  readonly type: string;
  readonly text: z.ZodType<string>;
}

const utcText = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** ISO 8601 has a year 0, which Postgres has not. */
const timeText = z.iso.datetime().regex(/^(?!0000)/);

const doubleText = z.string().regex(/^-?\d{1,18}(\.\d{1,30})?(e[+-]\d{1,2})?$/);

/** What a page can go along; relevance goes along the time in each step of a search. */
type Sorted = Exclude<FileSort, 'relevance'>;

const ORDERS: Record<Sorted, Order> = {
  // By the clock where it was taken. What was never taken, a document say, stands where it was last changed.
  takenAt: {
    expression: 'f.local_time',
    asText: `to_char(f.local_time, 'YYYY-MM-DD"T"HH24:MI:SS.US')`,
    type: 'timestamp',
    text: z.iso.datetime({ local: true }).regex(/^(?!0000)/),
  },
  createdAt: {
    expression: 'f.created_at',
    asText: utcText('f.created_at'),
    type: 'timestamptz',
    text: timeText,
  },
  name: {
    expression: 'f.name COLLATE catalog.human_order',
    asText: 'f.name',
    type: 'text',
    text: z.string().regex(/^[^\0]*$/),
  },
  sizeBytes: {
    expression: 'f.size_bytes',
    asText: 'f.size_bytes::text',
    type: 'bigint',
    text: z.string().regex(/^\d{1,18}$/),
  },
  durationSec: {
    expression: 'COALESCE(f.duration_sec, -1)',
    asText: 'COALESCE(f.duration_sec, -1)::text',
    type: 'double precision',
    text: doubleText,
  },
  popularity: {
    expression: 'f.popularity',
    asText: 'f.popularity::text',
    type: 'double precision',
    text: doubleText,
  },
};

export interface FilesOrder {
  readonly by: FileSort;
  readonly descending: boolean;
}

export const NEWEST_FIRST: FilesOrder = { by: 'takenAt', descending: true };
const BEST_FIRST: FilesOrder = { by: 'relevance', descending: true };

/** Where a page ended: the step of a search by relevance, the sort value and the id of its last file. */
export interface FilesCursor {
  readonly order: FilesOrder;
  readonly mode: SearchMode;
  readonly step: number;
  readonly value: string;
  readonly id: FileId;
}

/** Without a query nothing is more relevant than the newest. */
export function parseOrder(sort: string | undefined, hasQuery: boolean): FilesOrder {
  const descending = sort?.startsWith('-') ?? true;
  const by = (sort?.replace('-', '') ?? 'relevance') as FileSort;
  if (by === 'relevance') return hasQuery ? BEST_FIRST : NEWEST_FIRST;
  return { by, descending };
}

/** How the sort value of a page in this order is read. */
export function orderOf({ by }: FilesOrder): Order {
  return ORDERS[by === 'relevance' ? 'takenAt' : by];
}

export function writeCursor({ order, mode, step, value, id }: FilesCursor): string {
  return Buffer.from(JSON.stringify([order.by, order.descending, mode, step, value, id])).toString(
    'base64url',
  );
}

const cursorParts = z.tuple([
  z.enum(FILE_SORTS),
  z.boolean(),
  z.enum(SEARCH_MODES),
  z.int().min(0).max(9),
  z.string().max(500),
  fileId,
]);

/** Throws `request.invalid` for what is no cursor of this order. */
export function readCursor(text: string, order: FilesOrder): FilesCursor {
  const parsed = cursorParts.safeParse(parseJson(Buffer.from(text, 'base64url').toString()));
  if (!parsed.success) throw invalidCursor();
  const [by, descending, mode, step, value, id] = parsed.data;
  const fits =
    by === order.by && descending === order.descending && orderOf(order).text.safeParse(value).success;
  if (!fits) throw invalidCursor();
  return { order, mode, step, value, id };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function invalidCursor(): HearthError {
  const message = 'is not a cursor that this list gave';
  return new HearthError('request.invalid', {
    detail: `cursor: ${message}`,
    fields: [{ path: 'cursor', message }],
  });
}
