import { z } from 'zod';

/** The number of a TCP port as people write it: digits alone, as `1e3` is more likely a slip than a port. */
export function portNumber(lowest: 0 | 1) {
  const range = `must be ${lowest} to 65535`;
  return z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(lowest, range).max(65_535, range));
}
