import { z } from 'zod';

/** Text that a database can hold: PostgreSQL has no place for the character NUL. */
export function text({ min = 0, max }: { min?: number; max: number }) {
  return z
    .string()
    .min(min)
    .max(max)
    .refine((value) => !value.includes('\0'), 'must not hold the character NUL');
}

/** Control characters, and those that turn the direction of the text around them (Unicode, UAX #9). */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** What people and devices are called: one line, without spaces around it, nothing that shows as something else. */
export function displayName({ max }: { max: number }) {
  return z
    .string()
    .transform((name) => name.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(1)
        .max(max)
        .refine((name) => !UNSEEN.test(name), 'must not hold control characters'),
    );
}

/** A password that is being set; what is typed at sign-in is only compared. */
export const newPassword = z.string().min(8).max(1000);

/** A folder inside the library, `/` between its parts, empty at the top. It names nothing outside of it. */
export const libraryFolder = text({ max: 1000 }).refine(
  (path) => path === '' || path.split('/').every((part) => part !== '' && part !== '.' && part !== '..'),
  'must be a folder inside the library',
);
