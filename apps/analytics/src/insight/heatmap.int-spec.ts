import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { FileId, SessionId, UserId } from '@hearth/contracts';
import { DataSource } from 'typeorm';
import { AnalyticsRig, ANNA, FILM } from '../../test/analytics-rig.js';
import { findHeatmap } from './heatmap.js';

const ADMIN = {
  ...{ userId: ANNA as UserId, username: 'anna', role: 'admin' as const },
  sessionId: ANNA as SessionId,
};

let rig: AnalyticsRig;
let database: DataSource;

beforeAll(async () => {
  rig = await AnalyticsRig.start();
  database = await new DataSource({ type: 'postgres', url: rig.stores.postgres.url }).initialize();
});
afterAll(async () => {
  await database?.destroy();
  await rig?.stop();
});

it('lets no curve of nothing, as earlier versions kept them, stand before that of what was sent', async () => {
  await rig.database.query(
    `INSERT INTO analytics.files (file_id, name, duration_sec, revision) VALUES ($1, 'film.mp4', 100, 1)`,
    [FILM],
  );
  await rig.database.query(
    `INSERT INTO analytics.heat (file_id, source, extent, amounts)
     VALUES ($1, 'played', 100, array_fill(0::float8, ARRAY[1000])),
            ($1, 'sent', 5000, array_fill(10::float8, ARRAY[1000]))`,
    [FILM],
  );
  const found = await findHeatmap(database, { fileId: FILM as FileId, buckets: 10, format: 'json' }, ADMIN);
  expect(found).toMatchObject({ source: 'estimated', peak: 2, bytes: { sizeBytes: 5_000 } });
});
