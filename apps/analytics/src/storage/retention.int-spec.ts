import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AnalyticsRig, ANNA, FILM } from '../../test/analytics-rig.js';
import { ensurePartitions } from './partitions.js';
import { Retention } from './retention.js';

jest.setTimeout(180_000);

let rig: AnalyticsRig;
let app: NestFastifyApplication;

beforeAll(async () => {
  rig = await AnalyticsRig.start();
  app = await rig.startCopy();
});
afterAll(() => rig.stop());

const partitions = async () =>
  (
    await rig.database.query<{ name: string }>(
      `SELECT relname AS name FROM pg_inherits JOIN pg_class ON oid = inhrelid
       WHERE inhparent = 'analytics.access_log'::regclass ORDER BY relname`,
    )
  ).rows.map(({ name }) => name);
const run = (sql: string, parameters?: unknown[]) =>
  rig.database.query(sql, parameters).then(({ rows }) => rows);

describe('retention', () => {
  it('makes the partitions of today and the next days, also when run again', async () => {
    const now = new Date('2027-03-30T23:00:00Z');
    await app.get(Retention).run(now);
    await app.get(Retention).run(now);
    expect((await partitions()).filter((name) => name.startsWith('access_log_2027'))).toEqual([
      'access_log_20270330',
      'access_log_20270331',
      'access_log_20270401',
      'access_log_20270402',
    ]);
  });

  it('drops accesses older than the setting and keeps the figures made of them', async () => {
    await ensurePartitions(run, ['2025-01-01', '2026-01-01']);
    await rig.database.query(
      `INSERT INTO analytics.access_sessions (file_id, viewer, access, ip, user_agent, started_at, last_at, requests, bytes_served)
       VALUES ($1, $2, 'stream', '', '', '2025-01-01', '2025-01-01', 1, 1)`,
      [FILM, ANNA],
    );
    await rig.database.query(
      `INSERT INTO analytics.file_viewer_hour (file_id, viewer, hour, streams) VALUES ($1, $2, '2025-01-01', 1)`,
      [FILM, ANNA],
    );
    await app.get(Retention).run(new Date('2026-11-20T12:00:00Z'));
    expect(await partitions()).not.toContain('access_log_20250101');
    expect(await partitions()).toContain('access_log_20260101');
    expect(await rig.count('access_sessions')).toBe(0);
    expect(await rig.count('file_viewer_hour')).toBe(1);
  });

  it('survives copies that make the same partition at once', async () => {
    const clients = await Promise.all(Array.from({ length: 6 }, () => rig.database.connect()));
    await Promise.all(
      clients.map(async (client) => {
        await client.query('BEGIN');
        await ensurePartitions(
          async (sql, parameters) => (await client.query(sql, parameters)).rows,
          ['2029-09-09'],
        );
        await client.query('COMMIT');
        client.release();
      }),
    );
    expect(await partitions()).toContain('access_log_20290909');
  });
});
