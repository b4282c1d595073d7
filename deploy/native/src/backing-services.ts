import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { NATS_OWNER, natsPart } from './parts/nats.ts';
import { postgresPart, postgresUrl } from './parts/postgres.ts';
import { redisPart } from './parts/redis.ts';
import { findFreePort } from './processes/free-port.ts';
import type { Part } from './processes/part.ts';
import { RunningPart } from './processes/running-part.ts';
import type { ServiceName } from './service-names.ts';
import { loginsAt, natsUrlOf, postgresUrlOf, redisUrlOf, roleOf } from './store-logins.ts';

/** One store that runs by itself, for tests and measurements. */
export interface BackingService {
  /** Of the login that may do everything. */
  url: string;
  /** As a service signs in, with the rights that it has in the house. */
  urlFor(service: ServiceName): string;
  port: number;
  readonly pid: number | undefined;
  /** Starts it again, on the same port and data, after `stop` or `kill`. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Ends it as a crash would and returns when it is gone. */
  kill(): Promise<void>;
}

function makeSecret(): string {
  return randomBytes(24).toString('base64url');
}

async function startAlone(
  part: Part,
  folder: string,
  { url, urlFor }: Pick<BackingService, 'url' | 'urlFor'>,
): Promise<BackingService> {
  const running = new RunningPart(part, join(folder, `${part.name}.log`));
  await running.start();
  return {
    url,
    urlFor,
    port: part.port,
    get pid() {
      return running.pid;
    },
    start: () => running.start(),
    stop: () => running.stop(),
    async kill() {
      running.kill('SIGKILL');
      await running.ended;
    },
  };
}

export interface PostgresService extends BackingService {
  /** Of the role that may make databases. */
  readonly superuserUrl: string;
}

/** A Postgres of its own in `folder`, with the database `hearth`, pg_trgm and unaccent. Fast, and lost with the machine's power unless `durable`. */
export async function startPostgres({
  folder,
  durable = false,
  maxConnections,
}: {
  folder: string;
  durable?: boolean;
  maxConnections?: number;
}): Promise<PostgresService> {
  mkdirSync(folder, { recursive: true });
  const [port, password, superuserPassword] = [await findFreePort(), makeSecret(), makeSecret()];
  const logins = loginsAt('postgres', makeSecret());
  const part = postgresPart({
    folder: join(folder, 'postgres'),
    port,
    password,
    logins,
    superuserPassword,
    durable,
    maxConnections,
  });
  const service = await startAlone(part, folder, {
    url: postgresUrl({ port, password }),
    urlFor: (name) => postgresUrlOf({ user: roleOf(name), password: logins[name] }, { port }),
  });
  return Object.assign(service, { superuserUrl: superuserUrlAt({ port, password: superuserPassword }) });
}

export function superuserUrlAt({ port, password }: { port: number; password: string }): string {
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}

/** A Redis of its own in `folder`, with a password. */
export async function startRedis({ folder }: { folder: string }): Promise<BackingService> {
  mkdirSync(folder, { recursive: true });
  const [port, password] = [await findFreePort(), makeSecret()];
  const logins = loginsAt('redis', makeSecret());
  const part = redisPart({ dataFolder: join(folder, 'redis'), configFolder: folder, port, password, logins });
  return startAlone(part, folder, {
    url: redisUrlOf({ user: '', password }, { port }),
    urlFor: (user) => redisUrlOf({ user, password: logins[user] }, { port }),
  });
}

/** A NATS server of its own in `folder`, with JetStream. */
export async function startNats({ folder }: { folder: string }): Promise<BackingService> {
  mkdirSync(folder, { recursive: true });
  const [port, password] = [await findFreePort(), makeSecret()];
  const logins = loginsAt('nats', makeSecret());
  const part = natsPart({ dataFolder: join(folder, 'nats'), configFolder: folder, port, password, logins });
  return startAlone(part, folder, {
    url: natsUrlOf({ user: NATS_OWNER, password }, { port }),
    urlFor: (user) => natsUrlOf({ user, password: logins[user] }, { port }),
  });
}
