import { FILE_SORTS, fileId, type FileId, type FileSort } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { z } from 'zod';

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

export const ORDERS: Record<FileSort, Order> = {
  // What was never taken, a document say, stands where it was last changed.
  takenAt: {
    expression: 'shown_at',
    asText: utcText('shown_at'),
    type: 'timestamptz',
    text: timeText,
  },
  createdAt: {
    expression: 'created_at',
    asText: utcText('created_at'),
    type: 'timestamptz',
    text: timeText,
  },
  name: {
    expression: 'name COLLATE catalog.human_order',
    asText: 'name',
    type: 'text',
    text: z.string().regex(/^[^\0]*$/),
  },
  sizeBytes: {
    expression: 'size_bytes',
    asText: 'size_bytes::text',
    type: 'bigint',
    text: z.string().regex(/^\d{1,18}$/),
  },
  durationSec: {
    expression: 'COALESCE(duration_sec, -1)',
    asText: 'COALESCE(duration_sec, -1)::text',
    type: 'double precision',
    text: z.string().regex(/^-?\d{1,18}(\.\d{1,30})?(e[+-]\d{1,2})?$/),
  },
};

export interface FilesOrder {
  readonly by: FileSort;
  readonly descending: boolean;
}

export const NEWEST_FIRST: FilesOrder = { by: 'takenAt', descending: true };

/** `words`: each word is there. `substring`: the name holds what was typed, asked for when the words found nothing. */
export type SearchMode = 'words' | 'substring';

/** Where a page ended: the sort value and the id of its last file. */
export interface FilesCursor {
  readonly order: FilesOrder;
  readonly mode: SearchMode;
  readonly value: string;
  readonly id: FileId;
}

export function parseOrder(sort: string | undefined): FilesOrder {
  if (sort === undefined) return NEWEST_FIRST;
  const descending = sort.startsWith('-');
  return { by: (descending ? sort.slice(1) : sort) as FileSort, descending };
}

export function writeCursor({ order, mode, value, id }: FilesCursor): string {
  return Buffer.from(JSON.stringify([order.by, order.descending, mode, value, id])).toString('base64url');
}

const cursorParts = z.tuple([
  z.enum(FILE_SORTS),
  z.boolean(),
  z.enum(['words', 'substring']),
  z.string().max(500),
  fileId,
]);

/** Throws `request.invalid` for what is no cursor of this order. */
export function readCursor(text: string, order: FilesOrder): FilesCursor {
  const parsed = cursorParts.safeParse(parseJson(Buffer.from(text, 'base64url').toString()));
  if (!parsed.success) throw invalidCursor();
  const [by, descending, mode, value, id] = parsed.data;
  const fits = by === order.by && descending === order.descending && ORDERS[by].text.safeParse(value).success;
  if (!fits) throw invalidCursor();
  return { order, mode, value, id };
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
