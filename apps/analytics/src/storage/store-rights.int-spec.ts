import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { AnalyticsRig } from '../../test/analytics-rig.js';

let rig: AnalyticsRig;

beforeAll(async () => {
  rig = await AnalyticsRig.start();
});
afterAll(() => rig?.stop());

async function query(service: 'media' | 'indexer' | 'gateway' | 'analytics', statement: string) {
  const client = new pg.Client({ connectionString: rig.stores.postgres.urlFor(service) });
  await client.connect();
  return client.query(statement).finally(() => client.end());
}

it('lets analytics keep its figures', async () => {
  const { rowCount } = await query('analytics', 'SELECT FROM analytics.log_checkpoints LIMIT 0');
  expect(rowCount).toBe(0);
  await query('analytics', 'DELETE FROM analytics.access_log WHERE false');
});

// Who watched what is for nobody else, and nobody else makes it up.
describe.each(['media', 'indexer', 'gateway'] as const)('the login of %s at Postgres', (service) => {
  it.each([
    ['see who was served what', 'SELECT * FROM analytics.access_log'],
    ['see who watched', 'SELECT * FROM analytics.file_viewer_hour'],
    ['change figures', 'UPDATE analytics.file_viewer_hour SET viewer = viewer'],
    ['have reports counted twice', 'DELETE FROM analytics.consumed_events'],
    ['have the log read again', 'DELETE FROM analytics.log_checkpoints'],
    ['take a table away', 'DROP TABLE analytics.files'],
    ['make a function there', `CREATE FUNCTION analytics.x() RETURNS int LANGUAGE sql AS 'SELECT 1'`],
    ['become analytics', 'SET ROLE hearth_analytics'],
  ])('may not %s', async (_, statement) => {
    await expect(query(service, statement)).rejects.toMatchObject({ code: '42501' });
  });
});
