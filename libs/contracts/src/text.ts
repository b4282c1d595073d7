import { z } from 'zod';

/** Text that a database can hold: PostgreSQL has no place for the character NUL. */
export function text({ min = 0, max }: { min?: number; max: number }) {
  return z
    .string()
    .min(min)
    .max(max)
    .refine((value) => !value.includes('\0'), 'must not hold the character NUL');
}

/** A folder inside the library, `/` between its parts, empty at the top. It names nothing outside of it. */
export const libraryFolder = text({ max: 1000 }).refine(
  (path) => path === '' || path.split('/').every((part) => part !== '' && part !== '.' && part !== '..'),
  'must be a folder inside the library',
);
