import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { ownerSettings, readSettings } from './owner-settings.ts';

/** The checkout this file belongs to; or the one that a container of tools works for, under the path it has outside. */
export const workspaceRoot = process.env['HEARTH_CHECKOUT'] ?? resolve(import.meta.dirname, '../../..');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== '';
  } catch {
    return false;
  }
}

// nginx reads `$` in some of its paths as a variable and has no way to escape it.
const folder = z
  .string()
  .refine((path) => !/[$"\\\p{Cc}]/u.test(path), 'must not contain $, ", \\ or control characters');

const settingsSchema = z.object({
  ...ownerSettings,
  HEARTH_DATA: folder.default('./data'),
  HEARTH_LIBRARY: folder.default('./library'),
  HEARTH_HUB_NAME: z.string().max(100, 'must have at most 100 characters').default('Hearth'),
  HEARTH_LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal'],
      'must be trace, debug, info, warn, error or fatal',
    )
    .default('info'),
  HEARTH_RENDITIONS_MAX: z
    .string()
    .regex(/^\d+(MiB|GiB|TiB)$/, 'must be a size such as 20GiB')
    .default('20GiB'),
  HEARTH_ACCESS_LOG_RETENTION: z
    .string()
    .regex(/^\d+(ms|s|m|h|d)$/, 'must be a number with a unit, such as 400d')
    .default('400d'),
  HEARTH_NAMES_RETENTION: z
    .string()
    .regex(/^\d+(ms|s|m|h|d)$/, 'must be a number with a unit, such as 400d')
    .default('400d'),
  HEARTH_TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'must be a time zone such as Europe/Berlin')
    .default(() => Intl.DateTimeFormat().resolvedOptions().timeZone),
  HEARTH_TURN_PORT: z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(1, 'must be 1 to 65535').max(65_535, 'must be 1 to 65535'))
    .optional(),
  HEARTH_CLAMAV: z
    .string()
    .regex(/^(\/.+|[^/\s]+:\d{1,5})$/, 'must be host:port or the path of a socket')
    .optional(),
});

export interface Settings {
  port: number;
  /** Of the page that leads devices to trust the certificate; undefined: there is none. */
  httpPort: number | undefined;
  /** Whether the owner chose that port; the usual one is done without when it is taken. */
  isHttpPortChosen: boolean;
  /** Undefined: every address of this machine, IPv4 and IPv6. */
  bind: string | undefined;
  dataFolder: string;
  libraryFolder: string;
  /** What a phone is told that it joins. */
  hubName: string;
  adminUsername: string;
  /** Undefined when the owner leaves it to us. */
  adminPassword: string | undefined;
  logLevel: string;
  /** How long single requests are kept, such as `400d`; what they sum up to is kept for good. */
  accessLogRetention: string;
  renditionsMax: string;
  /** Where ClamAV listens; undefined: uploads are not scanned. */
  clamav: string | undefined;
  /** Of the TURN server that Drop uses between networks; undefined: there is none. */
  turnPort: number | undefined;
}

/** Reads the settings once. Throws StartupProblem. */
export function parseSettings(environment: Record<string, string | undefined>, root: string): Settings {
  const parsed = readSettings(settingsSchema, environment);
  return Object.freeze({
    port: parsed.HEARTH_PORT,
    httpPort: parsed.HEARTH_HTTP_PORT === 0 ? undefined : parsed.HEARTH_HTTP_PORT,
    isHttpPortChosen: Boolean(environment['HEARTH_HTTP_PORT']),
    bind: parsed.HEARTH_BIND,
    dataFolder: resolve(root, parsed.HEARTH_DATA),
    libraryFolder: resolve(root, parsed.HEARTH_LIBRARY),
    hubName: parsed.HEARTH_HUB_NAME,
    adminUsername: parsed.HEARTH_ADMIN_USERNAME,
    adminPassword: parsed.HEARTH_ADMIN_PASSWORD,
    logLevel: parsed.HEARTH_LOG_LEVEL,
    accessLogRetention: parsed.HEARTH_ACCESS_LOG_RETENTION,
    namesRetention: parsed.HEARTH_NAMES_RETENTION,
    timeZone: parsed.HEARTH_TIME_ZONE,
    renditionsMax: parsed.HEARTH_RENDITIONS_MAX,
    clamav: parsed.HEARTH_CLAMAV,
    turnPort: parsed.HEARTH_TURN_PORT,
  });
}

/** The environment over the checkout's `.env` file. */
export function loadSettings(
  root = workspaceRoot,
  environment: Record<string, string | undefined> = process.env,
): Settings {
  const dotEnvPath = resolve(root, '.env');
  const fromFile = existsSync(dotEnvPath) ? parseEnv(readFileSync(dotEnvPath, 'utf8')) : {};
  return parseSettings({ ...fromFile, ...environment }, root);
}
