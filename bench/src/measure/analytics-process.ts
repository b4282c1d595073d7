import { HOUSE_SECRET, startBackingServices, startTokenIssuer } from '@hearth/testing';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { importBuilt } from '../runners/built-code.ts';

const ENTRY = resolve(import.meta.dirname, '../../../apps/analytics/dist/main.js');

/** What the supervisor gives every service, too. */
const AS_THE_HUB_DOES = ['--max-semi-space-size=4', '--expose-gc'];

interface Platform {
  migrate(url: string, schema: unknown): Promise<void>;
}

/** Analytics as it was built, in a process of its own, with stores and a folder of logs for it alone. */
export interface AnalyticsProcess {
  readonly database: pg.Client;
  readonly databaseUrl: string;
  readonly logs: string;
  /** Milliseconds that a call of an admin takes. Throws where it is not answered well. */
  call(path: string): Promise<number>;
  /** Resident memory in MB, now and at most so far. */
  memoryMb(): { now: number; most: number };
  /** Waits until nothing is queued for the figures. */
  counted(): Promise<void>;
  stop(): Promise<void>;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

export async function startAnalytics(): Promise<AnalyticsProcess> {
  const [stores, issuer, port] = await Promise.all([
    startBackingServices({ postgres: 'own', nats: true }),
    startTokenIssuer(),
    findFreePort(),
  ]);
  const { migrate } = await importBuilt<Platform>('libs/platform/dist/database.js');
  const { analyticsSchema } = await importBuilt<{ analyticsSchema: unknown }>(
    'apps/analytics/dist/storage/schema.js',
  );
  await migrate(stores.postgres.urlFor('analytics'), analyticsSchema);
  const [logs, library] = [join(stores.folder, 'access-logs'), join(stores.folder, 'library')];
  mkdirSync(logs);
  mkdirSync(join(library, '.hearth'), { recursive: true });
  const database = new pg.Client({ connectionString: stores.postgres.url });
  await database.connect();
  const service = spawn(process.execPath, [...AS_THE_HUB_DOES, ENTRY], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      HEARTH_LISTEN_PORT: String(port),
      HEARTH_LOG_LEVEL: 'error',
      HEARTH_POSTGRES_URL: stores.postgres.urlFor('analytics'),
      HEARTH_NATS_URL: stores.nats.urlFor('analytics'),
      HEARTH_JWKS_URL: issuer.jwksUrl,
      HEARTH_ACCESS_LOGS: logs,
      HEARTH_LIBRARY: library,
      HEARTH_TIME_ZONE: 'UTC',
      HEARTH_HOUSE_SECRET: HOUSE_SECRET,
    },
  });
  const url = `http://127.0.0.1:${port}`;
  const ask = (path: string) =>
    fetch(`${url}${path}`, { headers: { authorization: `Bearer ${issuer.sign('admin')}` } });
  const isUp = () =>
    ask('/api/analytics/now-playing').then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isUp())) {
    if (service.exitCode !== null) throw new Error('analytics did not start');
    await delay(100);
  }
  const memoryOf = (field: string) => {
    const status = readFileSync(`/proc/${service.pid}/status`, 'utf8');
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1_000;
  };
  return {
    ...{ database, logs, databaseUrl: stores.postgres.url },
    async call(path) {
      const start = performance.now();
      const answer = await ask(path);
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return performance.now() - start;
    },
    memoryMb: () => ({ now: memoryOf('VmRSS'), most: memoryOf('VmHWM') }),
    async counted() {
      for (;;) {
        const { rows } = await database.query<{ queued: boolean }>(
          `SELECT EXISTS (SELECT FROM analytics.gains) OR EXISTS (SELECT FROM analytics.reports)
             OR EXISTS (SELECT FROM analytics.storage_changes) AS queued`,
        );
        if (!rows[0]?.queued) return;
        await delay(100);
      }
    },
    async stop() {
      service.kill('SIGTERM');
      await once(service, 'exit');
      await database.end();
      await issuer.stop();
      await stores.stop();
    },
  };
}
