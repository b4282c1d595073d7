import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { eventually, startBackingServices, type BackingServices } from '@hearth/testing';
import { Client } from 'pg';
import type { IndexerConfig } from '../config.js';
import { ScanLeadership } from './scan-leadership.js';

jest.setTimeout(180_000);

let services: BackingServices;
/** Not a pool, whose end does not wait for the end of its connections: Postgres would cut them off. */
let database: Client;

beforeAll(async () => {
  services = await startBackingServices({ postgres: true });
  database = new Client({ connectionString: services.postgres.url });
  await database.connect();
});

afterAll(async () => {
  await database?.end();
  await services?.stop();
});

function leadershipAt(url: string): ScanLeadership {
  return new ScanLeadership({ HEARTH_POSTGRES_URL: url } as IndexerConfig);
}

async function countConnections(): Promise<number> {
  const { rows } = await database.query<{ open: number }>(
    `SELECT count(*)::int AS open FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'indexer scan leader'`,
  );
  return rows[0]?.open ?? 0;
}

it('is one at a time', async () => {
  const first = await leadershipAt(services.postgres.url).find();
  expect(first?.isLost).toBe(false);
  expect(await leadershipAt(services.postgres.url).find()).toBeUndefined();
  await first?.release();
  // Postgres notices the end of a connection a moment later.
  const second = await eventually(() => leadershipAt(services.postgres.url).find());
  await second.release();
});

it('leaves no connection behind when it cannot be asked for', async () => {
  await database.query('CREATE SCHEMA broken');
  await database.query(
    `CREATE FUNCTION broken.hashtext(text) RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RAISE 'no hash'; END $$`,
  );
  const url = new URL(services.postgres.url);
  url.searchParams.set('options', '-c search_path=broken,pg_catalog');
  for (let n = 0; n < 3; n++) await expect(leadershipAt(url.href).find()).rejects.toThrow('no hash');
  // Postgres notices the end of a connection a moment later.
  await eventually(async () => (await countConnections()) === 0);
});
