import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { AnalyticsRig, ANNA, FILM, SONG } from '../../test/analytics-rig.js';
import { rebuildHeat } from './heat-store.js';

jest.setTimeout(180_000);

let rig: AnalyticsRig;
let client: pg.Client;

beforeAll(async () => {
  rig = await AnalyticsRig.start();
  await rig.clear();
  client = new pg.Client({ connectionString: rig.stores.postgres.url });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await rig.stop();
});

it('makes the curve of a file whose length was learned after it was played', async () => {
  await rig.database.query(
    `INSERT INTO analytics.files (file_id, name, duration_sec, revision) VALUES ($1, 'film.mp4', 100, 2)`,
    [FILM],
  );
  await rig.database.query(
    `INSERT INTO analytics.played_segments (file_id, user_id, playback_id, from_sec, to_sec, at)
     VALUES ($1, $2, gen_random_uuid(), 0, 50, now()), ($1, $2, gen_random_uuid(), 0, 25, now())`,
    [FILM, ANNA],
  );
  await rig.database.query('INSERT INTO analytics.heat_rebuilds VALUES ($1)', [FILM]);
  expect(await rebuildHeat(client, 10)).toBe(1);
  const { amounts } = await rig.one<{ amounts: number[] }>(
    `SELECT amounts FROM analytics.heat WHERE file_id = $1 AND source = 'played'`,
    [FILM],
  );
  const partSec = 100 / amounts.length;
  expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(75);
  expect(amounts[0]).toBeCloseTo(2 * partSec);
  expect(amounts.at(-1)).toBe(0);
});

it('makes no curve of what nobody played: it would stand before that of what televisions were sent', async () => {
  await rig.database.query(
    `INSERT INTO analytics.files (file_id, name, duration_sec, revision) VALUES ($1, 'sent.mp4', 100, 2)`,
    [SONG],
  );
  await rig.database.query('INSERT INTO analytics.heat_rebuilds VALUES ($1)', [SONG]);
  expect(await rebuildHeat(client, 10)).toBe(1);
  const { rowCount } = await rig.database.query('SELECT FROM analytics.heat WHERE file_id = $1', [SONG]);
  expect(rowCount).toBe(0);
});
