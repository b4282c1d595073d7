import {
  readRightsSql,
  SERVICE_NAMES,
  startPostgres,
  type BackingService,
  type ServiceName,
} from '@hearth/native';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { ARE_CONTAINED } from './store-kind.ts';

/** Where the run's Postgres is, for the files of the run: Jest's workers inherit it. */
interface SharedPostgres {
  readonly url: string;
  readonly superuserUrl: string;
  readonly urlsFor: Readonly<Record<ServiceName, string>>;
}

const VARIABLE = 'HEARTH_TEST_POSTGRES';
/** Each file of a run on a machine of many cores has a few pools. */
const MAX_CONNECTIONS = 500;

async function start(folder: string) {
  if (!ARE_CONTAINED) {
    const service = await startPostgres({ folder, maxConnections: MAX_CONNECTIONS });
    return { service, superuserUrl: service.superuserUrl, remove: () => service.stop() };
  }
  const { runPostgres } = await import('./contained-stores.ts');
  return runPostgres({ maxConnections: MAX_CONNECTIONS });
}

/** Starts one Postgres for all files of a run of integration tests; returns what ends it. Making a cluster takes a second. */
export async function startSharedPostgres(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-test-postgres-'));
  const { service, superuserUrl, remove } = await start(folder);
  const urlsFor = Object.fromEntries(SERVICE_NAMES.map((name) => [name, service.urlFor(name)])) as Record<
    ServiceName,
    string
  >;
  process.env[VARIABLE] = JSON.stringify({
    url: service.url,
    superuserUrl,
    urlsFor,
  } satisfies SharedPostgres);
  return async () => {
    await remove();
    rmSync(folder, { recursive: true, force: true });
  };
}

export function isPostgresShared(): boolean {
  return process.env[VARIABLE] !== undefined;
}

async function asSuperuser(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function refuse(): never {
  throw new Error("The other files share this Postgres: startBackingServices({ postgres: 'own' })");
}

/** What each start of Postgres does to a hub's database: every service has its rights, and what is its own. Where the run shares one. */
export async function setRights({ url }: Pick<BackingService, 'url'>): Promise<void> {
  const { superuserUrl } = JSON.parse(process.env[VARIABLE] as string) as SharedPostgres;
  const { pathname } = new URL(url);
  await asSuperuser(Object.assign(new URL(superuserUrl), { pathname }).href, readRightsSql());
}

/** A database of the file's own on the run's Postgres, as new as one of a Postgres of its own. */
export async function createOwnDatabase(): Promise<{ service: BackingService; remove(): Promise<void> }> {
  const shared = JSON.parse(process.env[VARIABLE] as string) as SharedPostgres;
  const name = `test_${randomBytes(8).toString('hex')}`;
  // Nobody ever connects to the database that it is a copy of.
  await asSuperuser(shared.superuserUrl, `CREATE DATABASE ${name} TEMPLATE hearth OWNER hearth`);
  const at = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  // Rights to a database do not come along with its template.
  await asSuperuser(at(shared.superuserUrl), readRightsSql());
  const service: BackingService = {
    url: at(shared.url),
    urlFor: (service) => at(shared.urlsFor[service]),
    port: Number(new URL(shared.url).port),
    pid: undefined,
    start: refuse,
    stop: refuse,
    kill: refuse,
  };
  return {
    service,
    remove: () => asSuperuser(shared.superuserUrl, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}
