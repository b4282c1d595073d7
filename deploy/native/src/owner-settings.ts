import { z } from 'zod';
import { StartupProblem } from './startup-problem.ts';

/** The number of a TCP port as people write it: digits alone, as `1e3` is more likely a slip than a port. */
function portNumber(lowest: 0 | 1) {
  const range = `must be ${lowest} to 65535`;
  return z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(lowest, range).max(65_535, range));
}

/** What the owner may set for both ways of starting. */
export const ownerSettings = {
  HEARTH_PORT: portNumber(1).default(8443),
  HEARTH_HTTP_PORT: portNumber(0).default(8080),
  HEARTH_BIND: z.union([z.ipv4(), z.ipv6()], 'must be an IP address of this machine').optional(),
  HEARTH_ADMIN_USERNAME: z.string().max(64, 'must have at most 64 characters').default('admin'),
  HEARTH_ADMIN_PASSWORD: z
    .string()
    .min(8, 'must have at least 8 characters')
    .max(256, 'must have at most 256 characters')
    .optional(),
};

/**
 * Reads settings, of which an empty one counts as not given. A bad value is named with its reason and never shown, as it may be a
 * misplaced secret: throws StartupProblem.
 */
export function readSettings<S extends z.ZodType>(
  schema: S,
  environment: Record<string, string | undefined>,
): z.output<S> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  const outcome = schema.safeParse(given);
  if (outcome.success) return outcome.data;
  const problems = outcome.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`);
  throw new StartupProblem(`${[...new Set(problems)].join('; ')}.`);
}
