import { HearthError } from '@hearth/platform';
import { z } from 'zod';

/** Where a page of the activity ends: by when a session began, then by its id. */
export interface ActivityCursor {
  /** As Postgres writes it, with microseconds. */
  readonly startedAt: string;
  readonly id: string;
}

const contents = z.tuple([
  // ISO 8601 has a year 0, which Postgres has not.
  z.iso.datetime().regex(/^(?!0000)/),
  z.string().regex(/^\d{1,18}$/),
]);

export function writeCursor({ startedAt, id }: ActivityCursor): string {
  return Buffer.from(JSON.stringify([startedAt, id])).toString('base64url');
}

/** Throws `request.invalid` on what `writeCursor` did not make. */
export function readCursor(text: string): ActivityCursor {
  try {
    const [startedAt, id] = contents.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return { startedAt, id };
  } catch (error) {
    const message = 'is not a cursor that this list gave';
    throw new HearthError('request.invalid', {
      detail: `cursor: ${message}`,
      fields: [{ path: 'cursor', message }],
      cause: error,
    });
  }
}
