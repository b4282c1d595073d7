import { HearthError } from '@hearth/platform';
import type { z } from 'zod';

/** A cursor: the place in a list after which it goes on. */
export function writePlace(place: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** What `writePlace` made. Throws `request.invalid` for anything else. */
export function readPlace<S extends z.ZodType>(schema: S, cursor: string): z.output<S> {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (cause) {
    const message = 'is not a cursor that this list gave';
    throw new HearthError('request.invalid', {
      detail: `cursor: ${message}`,
      fields: [{ path: 'cursor', message }],
      cause,
    });
  }
}
