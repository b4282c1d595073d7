import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { activity, popular, POPULAR_BY, RANGES } from '@hearth/contracts';
import { AnalyticsRig } from '../../test/analytics-rig.js';
import { setEdges } from '../rollups/advance-ranges.js';
import { foldGains } from '../rollups/fold-gains.js';
import { activityStatement } from './activity.js';
import { writeCursor } from './activity-cursor.js';
import { popularStatement } from './popular.js';

let rig: AnalyticsRig;
const now = new Date('2026-11-20T12:00:00Z');
const fileId = '0198e1a0-0000-7000-8000-000000000001';

beforeAll(async () => {
  rig = await AnalyticsRig.start();
  // Two years of a busy house: 500 files, 20 people, 200,000 hours with something in them.
  await rig.database.query(
    `INSERT INTO analytics.files (file_id, name, kind, size_bytes, created_at, revision)
     SELECT ('0198e1a0-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'file ' || n, 'video', 1, now(), 1
     FROM generate_series(1, 500) AS n`,
  );
  await rig.database.query(
    `INSERT INTO analytics.file_viewer_hour (file_id, viewer, hour, streams)
     SELECT ('0198e1a0-0000-7000-8000-' || lpad((1 + n % 500)::text, 12, '0'))::uuid,
       ('00000000-0000-0000-0000-' || lpad((n % 20)::text, 12, '0'))::uuid,
       $1::timestamptz - make_interval(mins => n * 5), 1
     FROM generate_series(0, 199999) AS n ON CONFLICT DO NOTHING`,
    [now],
  );
  await rig.database.query(
    `INSERT INTO analytics.access_sessions (file_id, viewer, access, ip, user_agent, started_at, last_at, requests, bytes_served)
     SELECT ('0198e1a0-0000-7000-8000-' || lpad((1 + n % 500)::text, 12, '0'))::uuid,
       '00000000-0000-0000-0000-000000000001', 'stream', '', '', t, t, 1, 1
     FROM generate_series(0, 199999) AS n, LATERAL (SELECT $1::timestamptz - make_interval(mins => n * 5)) AS at (t)`,
    [now],
  );
  const client = await rig.database.connect();
  await setEdges(client as never, now.getTime());
  while ((await foldGains(client as never, 'UTC', 50_000)) > 0);
  client.release();
  await rig.database.query('VACUUM ANALYZE');
});
afterAll(() => rig.stop());

async function planOf([sql, parameters]: [string, unknown[]]): Promise<string> {
  const { rows } = await rig.database.query<{ 'QUERY PLAN': string }>(`EXPLAIN ANALYZE ${sql}`, parameters);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

describe('query plans on a big table', () => {
  it.each(
    RANGES.flatMap((range) =>
      POPULAR_BY.map((by) => [range, by, by === 'watchTime' ? 'watch_sec' : by] as const),
    ),
  )('popular of %s by %s is read from an index, in order', async (range, by, measure) => {
    const plan = await planOf(popularStatement(popular.query.parse({ range, by }), undefined));
    expect(plan).toContain(`using file_scores_${measure}`);
    expect(plan).not.toContain('Seq Scan on file_scores');
  });

  it.each([
    ['the first page', {}, 'access_sessions_counted'],
    [
      'a page deep down',
      { cursor: writeCursor({ startedAt: '2025-11-20T12:00:00Z', id: '100000' }) },
      'access_sessions_counted',
    ],
    [
      'a page of one file',
      { fileId, cursor: writeCursor({ startedAt: '2025-11-20T12:00:00Z', id: '100000' }) },
      'access_sessions_file',
    ],
  ])('%s of the activity comes in order from an index', async (_, query, index) => {
    const plan = await planOf(activityStatement(activity.query.parse(query), 51));
    expect(plan).toContain(`using ${index}`);
    expect(plan).not.toContain('Seq Scan on access_sessions');
  });
});
