import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** A variable is wrong: the start stops with its name and the reason, never with its value. */
export class InvalidConfig extends Error {
  constructor(readonly problems: readonly { name: string; reason: string }[]) {
    super(problems.map(({ name, reason }) => `${name}: ${reason}`).join('\n'));
    this.name = 'InvalidConfig';
  }
}

/**
 * Parses a service's configuration from its environment, once. Any variable `X` may be given as `X_FILE` too, the path
 * of a file that holds the value: so secrets need not stand in the environment.
 */
export function parseConfig<S extends z.ZodObject>(
  schema: S,
  environment: Record<string, string | undefined>,
): Readonly<z.output<S>> {
  const values: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    const value = environment[name] || fileValue(name, environment[`${name}_FILE`]);
    if (value !== undefined && value !== '') values[name] = value;
  }
  const parsed = schema.safeParse(values, { reportInput: false });
  if (parsed.success) return Object.freeze(parsed.data);
  throw new InvalidConfig(
    parsed.error.issues.map((issue) => ({
      name: String(issue.path[0] ?? 'configuration'),
      reason: values[String(issue.path[0])] === undefined ? 'is not set' : issue.message,
    })),
  );
}

function fileValue(name: string, path: string | undefined): string | undefined {
  if (!path) return undefined;
  if (!existsSync(path))
    throw new InvalidConfig([{ name: `${name}_FILE`, reason: 'names a file that is not there' }]);
  return readFileSync(path, 'utf8').trim();
}

const UNITS_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const UNITS_BYTES = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3, TiB: 1024 ** 4 } as const;

/** A duration as people write it, `90s` or `15m`; in code it is milliseconds. */
export const durationMs = z
  .string()
  .regex(/^\d+(ms|s|m|h|d)$/, 'must be a duration such as 90s, 15m or 7d')
  .transform((text) => amount(text, UNITS_MS));

/** A size as people write it, `64MiB` or `2GiB`; in code it is bytes. */
export const sizeBytes = z
  .string()
  .regex(/^\d+(B|KiB|MiB|GiB|TiB)$/, 'must be a size such as 64MiB or 2GiB')
  .transform((text) => amount(text, UNITS_BYTES));

function amount(text: string, units: Record<string, number>): number {
  const [, digits = '', unit = ''] = /^(\d+)(\w+)$/.exec(text) ?? [];
  return Number(digits) * (units[unit] ?? Number.NaN);
}

export const port = z.coerce.number().int().min(1).max(65_535);

/** Shown in a header. */
const bearerSecret = z.string().regex(/^[!-~]{16,}$/, 'must be 16 letters or more, without spaces');

/** What every service reads. */
export const bareServiceConfig = z.object({
  HEARTH_LISTEN_HOST: z.string().default('127.0.0.1'),
  HEARTH_LISTEN_PORT: port,
  HEARTH_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
  /** Off where whoever started the service asks it itself whether it still answers: a thread of its own is 10 MB. */
  HEARTH_WATCHDOG: z.enum(['on', 'off']).default('on'),
  /** What nginx shows with each request; of who does not, no address and no file is believed. */
  HEARTH_EDGE_SECRET: z.string().min(16).optional(),
  /** What shows who reads this service's figures (`/metrics`); without it nobody may. */
  HEARTH_METRICS_SECRET: bearerSecret.optional(),
  /** What services show one another; without it none is answered. */
  HEARTH_HOUSE_SECRET: bearerSecret.optional(),
  HEARTH_NATS_URL: z.string().startsWith('nats://'),
  /** On how many servers of a cluster each event is kept; of 3 one may be lost. */
  HEARTH_NATS_REPLICAS: z.enum(['1', '3', '5'], 'must be 1, 3 or 5').default('1').transform(Number),
});
export type BareServiceConfig = z.output<typeof bareServiceConfig>;

/** What a service that keeps data reads. */
export const serviceConfig = bareServiceConfig.extend({
  HEARTH_POSTGRES_URL: z.string().startsWith('postgres'),
});
export type ServiceConfig = z.output<typeof serviceConfig>;
