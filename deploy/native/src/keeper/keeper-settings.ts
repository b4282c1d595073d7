import { isIP } from 'node:net';
import { z } from 'zod';
import { portNumber } from '../port-number.ts';
import { StartupProblem } from '../startup-problem.ts';

const LOCAL_PART = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

const names = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((name) => name !== ''))
  .refine(
    (list) => list.every((name) => isIP(name) !== 0 || LOCAL_PART.test(name)),
    'must be names or IP addresses with commas between them',
  );

const accountId = z.coerce
  .number('must be a number')
  .int('must be a whole number')
  .min(0, 'must be 0 or more');

const keeperSettingsSchema = z.object({
  HEARTH_PORT: portNumber(1).default(8443),
  HEARTH_HTTP_PORT: portNumber(0).default(8080),
  HEARTH_BIND: z.union([z.ipv4(), z.ipv6()], 'must be an IP address of this machine').optional(),
  HEARTH_PUBLIC_URL: z
    .url({ protocol: /^https$/, error: 'must be an address that begins with https://' })
    .transform((url) => new URL(url).origin)
    .optional(),
  HEARTH_HOSTNAMES: names.prefault(''),
  HEARTH_ADMIN_USERNAME: z.string().max(64, 'must have at most 64 characters').default('admin'),
  HEARTH_ADMIN_PASSWORD: z
    .string()
    .min(8, 'must have at least 8 characters')
    .max(256, 'must have at most 256 characters')
    .optional(),
  /** As the owner wrote it; in the container the library is always at one place. */
  HEARTH_LIBRARY: z.string().default('./library'),
  HEARTH_UID: accountId.default(1000),
  HEARTH_GID: accountId.default(1000),
});

export type KeeperSettings = z.output<typeof keeperSettingsSchema>;

/** A bad value is named with its reason and never shown, as it may be a misplaced secret. */
export function parseKeeperSettings(environment: Record<string, string | undefined>): KeeperSettings {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const outcome = keeperSettingsSchema.safeParse(given);
  if (outcome.success) return Object.freeze(outcome.data);
  const problems = outcome.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`);
  throw new StartupProblem(`${[...new Set(problems)].join('; ')}.`);
}
