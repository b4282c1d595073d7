import { isIP } from 'node:net';
import { z } from 'zod';
import type { ServiceName } from './service-names.ts';
import { StartupProblem } from './startup-problem.ts';

/** Who has a setting in its environment: services, the keeper of a start in containers, and what starts all of them. */
export type SettingReader = ServiceName | 'keeper' | 'start';

interface AboutSetting {
  /** One line for docs/OPERATIONS.md. */
  readonly meaning: string;
  readonly readers: readonly SettingReader[];
  /** Missing where both ways of starting know it. */
  readonly only?: 'native' | 'containers';
  /** Where containers have another default. */
  readonly inContainers?: string;
  /** What the default is, where no value says it. */
  readonly standardSaid?: string;
}

export interface Setting<T = unknown> extends AboutSetting {
  /** As people write it; undefined: it is not set unless the owner sets it. */
  readonly standard: string | undefined;
  readonly schema: z.ZodType<T>;
}

function standing<T>(
  standard: string,
  schema: z.ZodType<T, string>,
  about: AboutSetting & { readonly meaning: string },
): Setting<T> {
  return { ...about, standard, schema: schema.prefault(standard) };
}

function optional<T>(schema: z.ZodType<T, string>, about: AboutSetting): Setting<T | undefined> {
  return { ...about, standard: undefined, schema: schema.optional() };
}

/** The number of a TCP port as people write it: digits alone, as `1e3` is more likely a slip than a port. */
function portNumber(lowest: 0 | 1) {
  const range = `must be ${lowest} to 65535`;
  return z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(lowest, range).max(65_535, range));
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== '';
  } catch {
    return false;
  }
}

const duration = z.string().regex(/^\d+(ms|s|m|h|d)$/, 'must be a number with a unit, such as 400d');
const size = z.string().regex(/^\d+(MiB|GiB|TiB)$/, 'must be a size such as 20GiB');
const accountId = z.string().regex(/^\d+$/, 'must be a whole number of 0 or more').transform(Number);
const LOCAL_PART = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;
const hostNames = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((name) => name !== ''))
  .refine(
    (list) => list.every((name) => isIP(name) !== 0 || LOCAL_PART.test(name)),
    'must be names or IP addresses with commas between them',
  );
// nginx reads `$` in some of its paths as a variable and has no way to escape it.
const folder = z
  .string()
  .refine((path) => !/[$"\\\p{Cc}]/u.test(path), 'must not contain $, ", \\ or control characters');

/**
 * Everything the owner may set, in the order of the documentation. `owner-settings.spec.ts` holds against it what cannot be made of it:
 * deploy/docker-compose.yml, .env.example, docs/OPERATIONS.md, and what the services take themselves.
 */
export const OWNER_SETTINGS = {
  HEARTH_PORT: standing('8443', portNumber(1), {
    meaning: 'where Hearth answers on the LAN',
    readers: ['start', 'keeper'],
  }),
  HEARTH_HTTP_PORT: standing('8080', portNumber(0), {
    meaning: 'plain HTTP: how to trust the certificate; 0 for none, and none when the usual one is taken',
    readers: ['start', 'keeper'],
  }),
  HEARTH_BIND: optional(z.union([z.ipv4(), z.ipv6()], 'must be an IP address of this machine'), {
    standardSaid: 'all addresses',
    meaning: 'where it listens',
    readers: ['start', 'keeper'],
  }),
  HEARTH_PUBLIC_URL: optional(
    z
      .url({ protocol: /^https$/, error: 'must be an address that begins with https://' })
      .transform((url) => new URL(url).origin),
    {
      only: 'containers',
      standardSaid: 'made of the address',
      meaning: 'what stands in QR codes and links',
      readers: ['keeper'],
    },
  ),
  HEARTH_HOSTNAMES: standing('', hostNames, {
    only: 'containers',
    standardSaid: 'none',
    meaning: 'more names and addresses that the certificate is good for, with commas between them',
    readers: ['keeper'],
  }),
  HEARTH_LIBRARY: standing('./library', folder, {
    meaning: 'the folder that is shown',
    readers: ['start', 'keeper'],
  }),
  HEARTH_DATA: standing('./data', folder, {
    only: 'native',
    meaning: 'everything that Hearth keeps; not inside the library, where everyone could read it',
    readers: ['start'],
  }),
  HEARTH_UID: standing('1000', accountId, {
    only: 'containers',
    meaning: 'the account that reads and writes the library, by number',
    readers: ['start', 'keeper'],
  }),
  HEARTH_GID: standing('1000', accountId, {
    only: 'containers',
    meaning: 'its group, by number',
    readers: ['start', 'keeper'],
  }),
  HEARTH_HUB_NAME: standing('Hearth', z.string().max(100, 'must have at most 100 characters'), {
    meaning: 'what a phone is told that it joins',
    readers: ['media'],
  }),
  HEARTH_ADMIN_USERNAME: standing('admin', z.string().max(64, 'must have at most 64 characters'), {
    meaning: 'used when the first person is made',
    readers: ['media', 'start', 'keeper'],
  }),
  HEARTH_ADMIN_PASSWORD: optional(
    z.string().min(8, 'must have at least 8 characters').max(256, 'must have at most 256 characters'),
    {
      standardSaid: 'made, printed once',
      meaning: 'likewise; kept in `data/secrets/admin-password` when it was made',
      readers: ['start', 'keeper'],
    },
  ),
  HEARTH_LOG_LEVEL: standing(
    'info',
    z.enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal'],
      'must be trace, debug, info, warn, error or fatal',
    ) as z.ZodType<string, string>,
    {
      meaning: 'trace, debug, info, warn, error, fatal',
      readers: ['media', 'indexer', 'analytics', 'gateway'],
    },
  ),
  HEARTH_ACCESS_LOG_RETENTION: standing('400d', duration, {
    meaning: 'how long single requests are kept; sums of them are kept for good',
    readers: ['analytics'],
  }),
  HEARTH_NAMES_RETENTION: standing('400d', duration, {
    meaning: 'how long figures say who watched; from then on they are counts alone',
    readers: ['analytics'],
  }),
  HEARTH_TIME_ZONE: optional(z.string().refine(isTimeZone, 'must be a time zone such as Europe/Berlin'), {
    standardSaid: 'the machine’s',
    inContainers: 'UTC',
    meaning: 'whose days and hours the figures go by; UTC in containers, which do not know the machine’s',
    readers: ['analytics'],
  }),
  HEARTH_MAX_UPLOAD: standing('64GiB', size, {
    meaning: 'the largest file that may be uploaded',
    readers: ['media'],
  }),
  HEARTH_RENDITIONS_MAX: standing('20GiB', size, {
    meaning:
      'what films made ready for phones, and full-size pictures made for browsers, may take of the disk; those go first that nobody looked at for longest',
    readers: ['indexer'],
  }),
  HEARTH_RENDITIONS_AHEAD: standing('1', z.enum(['0', '1'], 'must be 0 or 1'), {
    meaning: '0 makes films that phones send home ready for others only once somebody opens them',
    readers: ['indexer'],
  }),
  HEARTH_LIBRARY_MAC: optional(
    z.string().regex(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i, 'must be a MAC address such as 00:11:22:aa:bb:cc'),
    {
      standardSaid: 'none',
      meaning:
        'the network card of the box on which the library lies: it is woken when somebody opens a file',
      readers: ['media'],
    },
  ),
  HEARTH_LIBRARY_WAKE: optional(
    z.string().regex(/^\d{1,3}(\.\d{1,3}){3}(:\d{1,5})?$/, 'must be an IPv4 address, perhaps with :port'),
    {
      standardSaid: 'every network of the hub',
      meaning: 'where it is woken, `address` or `address:port`: a broadcast address, or the box’s own',
      readers: ['media'],
    },
  ),
  HEARTH_MAP_TILES: optional(
    z
      .string()
      .regex(
        /^https:\/\/[a-z0-9.-]+(:\d{1,5})?\/(?=.*\{z\})(?=.*\{x\})(?=.*\{y\})[\w{}./?=&%~-]+$/i,
        'must be an address such as https://tiles.example.org/{z}/{x}/{y}.png',
      ),
    {
      standardSaid: 'none',
      meaning:
        'your own server of map tiles, `https://…/{z}/{x}/{y}.png`; browsers ask it. Without it no one is asked',
      readers: ['start', 'media'],
    },
  ),
  HEARTH_MAP_CREDIT: optional(z.string().max(200, 'must be 200 characters at most'), {
    standardSaid: 'none',
    meaning: 'what the licence of that map wants to be said in its corner',
    readers: ['media'],
  }),
  HEARTH_CLAMAV: optional(
    z.string().regex(/^(\/.+|[^/\s]+:\d{1,5})$/, 'must be host:port or the path of a socket'),
    {
      standardSaid: 'none',
      meaning: 'where ClamAV listens, `host:port` or a socket’s path, to look through every upload',
      readers: ['media'],
    },
  ),
  HEARTH_CLAMAV_TIMEOUT: standing('5m', duration, {
    meaning: 'how long ClamAV may say and take nothing before the file is tried again later',
    readers: ['media'],
  }),
  HEARTH_DROP_SESSION_LIFETIME: standing('24h', duration, {
    meaning: 'how long a drop can be joined after it was made',
    readers: ['gateway'],
  }),
  HEARTH_DROP_RELAY_QUOTA: standing('200GiB', size, {
    meaning: 'how much may go through the hub in one drop',
    readers: ['gateway'],
  }),
  HEARTH_TURN_PORT: optional(portNumber(1), {
    standardSaid: 'none',
    meaning: 'starts a TURN server (coturn) there, for Drop between networks; 3478 is the usual port',
    readers: ['start', 'gateway'],
  }),
  HEARTH_TV: standing('0', z.enum(['0', '1'], 'must be 0 or 1'), {
    only: 'native',
    meaning: '1 shows the library to televisions that speak DLNA (ReadyMedia, port 8200)',
    readers: ['start'],
  }),
  HEARTH_ICE_URLS: optional(
    z
      .string()
      .regex(/^stuns?:[^\s,]+(,stuns?:[^\s,]+)*$/, 'must be stun: addresses with commas between them'),
    {
      standardSaid: 'none',
      meaning:
        'other people’s STUN servers for Drop, with commas between them; each learns who hands files to whom',
      readers: ['gateway'],
    },
  ),
  HEARTH_METRICS_PORT: standing('9090', portNumber(1), {
    only: 'containers',
    meaning: 'where Prometheus shows itself to this machine, with the profile `metrics`',
    readers: ['start'],
  }),
} satisfies Record<string, Setting>;

export type SettingName = keyof typeof OWNER_SETTINGS;
export const SETTING_NAMES = Object.keys(OWNER_SETTINGS) as SettingName[];

/** What a service is given of what the owner set, as it was written; what is not set is the service's own default, which is the same. */
export type ServiceSettings = Partial<Record<SettingName, string>>;

type Values<N extends SettingName> = {
  readonly [K in N]: (typeof OWNER_SETTINGS)[K] extends Setting<infer T> ? T : never;
};

/**
 * Reads settings, of which an empty one counts as not given. A bad value is named with its reason and never shown, as it may be a
 * misplaced secret: throws StartupProblem.
 */
export function readSettings<N extends SettingName>(
  names: readonly N[],
  environment: Record<string, string | undefined>,
): Values<N> {
  const schema = z.object(Object.fromEntries(names.map((name) => [name, OWNER_SETTINGS[name].schema])));
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  const outcome = schema.safeParse(given);
  if (outcome.success) return Object.freeze(outcome.data) as Values<N>;
  const problems = outcome.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`);
  throw new StartupProblem(`${[...new Set(problems)].join('; ')}.`);
}

/** What of these settings belongs into a service's environment. */
export function settingsOf(service: ServiceName, settings: ServiceSettings): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).filter(([name, value]) => {
      const { readers } = OWNER_SETTINGS[name as SettingName] as Setting;
      return value !== undefined && readers.includes(service);
    }),
  ) as Record<string, string>;
}
