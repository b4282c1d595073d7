import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { startBackingServices, type BackingServices } from '@hearth/testing';
import { DataSource } from 'typeorm';
import { withinTime } from './within-time.js';

jest.setTimeout(180_000);

let stores: BackingServices;
let database: DataSource;

beforeAll(async () => {
  stores = await startBackingServices({ postgres: true });
  const url = stores.postgres.url;
  database = await new DataSource({ type: 'postgres', url, installExtensions: false }).initialize();
});
afterAll(async () => {
  await database?.destroy();
  await stores?.stop();
});

it('cuts a query short that takes longer, says so, and leaves the others as they were', async () => {
  const slow = withinTime(database, 50, (reading) => reading.query('SELECT pg_sleep(600)'));
  await expect(slow).rejects.toMatchObject({ code: 'library.too-slow' });
  const [row] = await database.query<[{ statement_timeout: string }]>('SHOW statement_timeout');
  expect(row.statement_timeout).toBe('0');
});

it('hands on what was read, and what else goes wrong', async () => {
  expect(await withinTime(database, 60_000, (reading) => reading.query('SELECT 1 AS one'))).toEqual([
    { one: 1 },
  ]);
  await expect(withinTime(database, 60_000, (reading) => reading.query('SELECT nothing'))).rejects.toThrow(
    'nothing',
  );
});
