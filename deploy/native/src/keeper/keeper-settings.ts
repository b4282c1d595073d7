import { isIP } from 'node:net';
import { z } from 'zod';
import { ownerSettings, readSettings } from '../owner-settings.ts';

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
  ...ownerSettings,
  HEARTH_PUBLIC_URL: z
    .url({ protocol: /^https$/, error: 'must be an address that begins with https://' })
    .transform((url) => new URL(url).origin)
    .optional(),
  HEARTH_HOSTNAMES: names.prefault(''),
  /** As the owner wrote it; in the container the library is always at one place. */
  HEARTH_LIBRARY: z.string().default('./library'),
  HEARTH_UID: accountId.default(1000),
  HEARTH_GID: accountId.default(1000),
});

export type KeeperSettings = z.output<typeof keeperSettingsSchema>;

/** Throws StartupProblem. */
export function parseKeeperSettings(environment: Record<string, string | undefined>): KeeperSettings {
  return Object.freeze(readSettings(keeperSettingsSchema, environment));
}
