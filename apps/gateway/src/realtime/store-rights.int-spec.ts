import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate } from '@hearth/platform';
import pg from 'pg';
import { GatewayRig } from '../../test/gateway-rig.js';
import { realtimeSchema } from './realtime.schema.js';

let rig: GatewayRig;

beforeAll(async () => {
  rig = await GatewayRig.start();
  await migrate(rig.stores.postgres.urlFor('gateway'), realtimeSchema);
});
afterAll(() => rig?.stop());

async function query(service: 'media' | 'indexer' | 'gateway' | 'analytics', statement: string) {
  const client = new pg.Client({ connectionString: rig.stores.postgres.urlFor(service) });
  await client.connect();
  return client.query(statement).finally(() => client.end());
}

it('lets the gateway keep its sessions', async () => {
  const { rowCount } = await query('gateway', 'SELECT FROM realtime.drop_sessions LIMIT 0');
  expect(rowCount).toBe(0);
  await query('gateway', 'DELETE FROM realtime.capture_sessions WHERE false');
});

describe.each(['media', 'indexer', 'analytics'] as const)('the login of %s at Postgres', (service) => {
  it.each([
    ['see who hands files to whom', 'SELECT * FROM realtime.drop_members'],
    ['read the secrets of drops', 'SELECT * FROM realtime.drop_sessions'],
    ['forget tries at a password', 'DELETE FROM realtime.attempts'],
    ['see what phones film', 'SELECT * FROM realtime.capture_takes'],
    ['take a session over', 'UPDATE realtime.capture_sessions SET gateway_id = NULL'],
    ['take a table away', 'DROP TABLE realtime.capture_files'],
    ['make a function there', `CREATE FUNCTION realtime.x() RETURNS int LANGUAGE sql AS 'SELECT 1'`],
    ['become the gateway', 'SET ROLE hearth_gateway'],
  ])('may not %s', async (_, statement) => {
    await expect(query(service, statement)).rejects.toMatchObject({ code: '42501' });
  });
});
