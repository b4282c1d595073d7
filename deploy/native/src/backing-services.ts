import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { natsPart } from './parts/nats.ts';
import { postgresPart, postgresUrl } from './parts/postgres.ts';
import { redisPart } from './parts/redis.ts';
import { findFreePort } from './processes/free-port.ts';
import type { Part } from './processes/part.ts';
import { RunningPart } from './processes/running-part.ts';

/** One store that runs by itself, for tests and measurements. */
export interface BackingService {
  url: string;
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

async function startAlone(part: Part, folder: string, url: string): Promise<BackingService> {
  const running = new RunningPart(part, join(folder, `${part.name}.log`));
  await running.start();
  return {
    url,
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

/** A Postgres of its own in `folder`, with the database `hearth`, pg_trgm and unaccent. Fast and not crash-safe unless `durable`. */
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
  const part = postgresPart({
    folder: join(folder, 'postgres'),
    port,
    password,
    superuserPassword,
    durable,
    maxConnections,
  });
  const service = await startAlone(part, folder, postgresUrl({ port, password }));
  return Object.assign(service, { superuserUrl: superuserUrlAt({ port, password: superuserPassword }) });
}

export function superuserUrlAt({ port, password }: { port: number; password: string }): string {
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}

/** A Redis of its own in `folder`, with a password. */
export async function startRedis({ folder }: { folder: string }): Promise<BackingService> {
  mkdirSync(folder, { recursive: true });
  const [port, password] = [await findFreePort(), makeSecret()];
  const part = redisPart({ dataFolder: join(folder, 'redis'), configFolder: folder, port, password });
  return startAlone(part, folder, redisUrl({ port, password }));
}

/** A NATS server of its own in `folder`, with a token and JetStream. */
export async function startNats({ folder }: { folder: string }): Promise<BackingService> {
  mkdirSync(folder, { recursive: true });
  const [port, token] = [await findFreePort(), makeSecret()];
  const part = natsPart({ dataFolder: join(folder, 'nats'), configFolder: folder, port, token });
  return startAlone(part, folder, natsUrl({ port, token }));
}

export function redisUrl({ port, password }: { port: number; password: string }): string {
  return `redis://:${password}@127.0.0.1:${port}/0`;
}

export function natsUrl({ port, token }: { port: number; token: string }): string {
  return `nats://${token}@127.0.0.1:${port}`;
}
