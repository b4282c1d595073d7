import { renameSync, copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { accessCounted } from '@hearth/contracts';
import { connect } from '@nats-io/transport-node';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { eventually, METRICS_SECRET } from '@hearth/testing';
import { AnalyticsRig, FILM, SONG } from '../../test/analytics-rig.js';

jest.setTimeout(180_000);

const HOUR_MS = 3_600_000;
/** Yesterday, as logs of long ago are removed. */
const hourBegan = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 24 * HOUR_MS;
const logOf = (ms: number) => `access-${new Date(ms).toISOString().slice(0, 13).replace(/[-T]/g, '')}.json`;
const THIS_HOUR = logOf(hourBegan);
const NEXT_HOUR = logOf(hourBegan + HOUR_MS);
/** In epoch seconds, as nginx writes it. */
const atMinute = (minute: number) => hourBegan / 1000 + minute * 60;

let rig: AnalyticsRig;
let apps: NestFastifyApplication[] = [];

beforeAll(async () => {
  rig = await AnalyticsRig.start({ postgres: 'own' });
});
afterAll(() => rig.stop());
beforeEach(() => rig.clear());
afterEach(async () => {
  await Promise.all(apps.map((app) => app.close()));
  apps = [];
});

async function startCopy(): Promise<NestFastifyApplication> {
  const app = await rig.startCopy();
  apps.push(app);
  return app;
}

const storedRequests = async () =>
  (await rig.database.query<{ request_id: string }>('SELECT request_id FROM analytics.access_log')).rows.map(
    (row) => row.request_id,
  );
const stored = (rows: number) =>
  eventually(
    () => rig.count('access_log'),
    (count) => count >= rows,
  );

describe('the collector', () => {
  it('stores each access with its session and hourly figures', async () => {
    const at = atMinute(5);
    rig.append(
      THIS_HOUR,
      rig.logLine({ at, userAgent: 'tab\there "quoted" \\ <script>\n' }) +
        rig.logLine({ at: at + 1 }) +
        rig.logLine({ at: at + 2, access: 'thumbnail', fileId: '' }) +
        rig.logLine({ at: at + 3, method: 'HEAD', bytesSent: 0, status: 200 }) +
        rig.logLine({
          at: at + 4,
          fileId: SONG,
          access: 'download',
          status: 200,
          bytesSent: 77,
          contentLength: '77',
        }),
    );
    const app = await startCopy();
    await stored(4);
    // The figures are raised a moment after the commit.
    const { body: figures } = await eventually(
      () =>
        app
          .getHttpAdapter()
          .getInstance()
          .inject({ url: '/metrics', headers: { authorization: `Bearer ${METRICS_SECRET}` } }),
      ({ body }) => body.includes('access="stream"} 2000') && body.includes('access="download"} 77'),
    );
    expect(figures).toContain('hearth_bytes_sent_total{access="stream"} 2000');
    expect(figures).toContain('hearth_bytes_sent_total{access="download"} 77');
    expect(await rig.one('SELECT user_agent FROM analytics.access_log ORDER BY at LIMIT 1')).toEqual({
      user_agent: 'tab\there "quoted" \\ <script>\n',
    });
    const { rows } = await rig.database.query(
      'SELECT file_id, streams, downloads, bytes_served FROM analytics.file_viewer_hour ORDER BY file_id',
    );
    expect(rows).toEqual([
      { file_id: FILM, streams: 1, downloads: 0, bytes_served: '2000' },
      { file_id: SONG, streams: 0, downloads: 1, bytes_served: '77' },
    ]);
    expect(
      await rig.one('SELECT requests, bytes_served FROM analytics.access_sessions WHERE file_id = $1', [
        FILM,
      ]),
    ).toEqual({ requests: 2, bytes_served: '2000' });
  });

  it('counts what a television was sent for the file that lies there', async () => {
    const place = (fileId: string, folder: string, isGone = false) =>
      rig.database.query(
        `INSERT INTO analytics.files (file_id, name, folder, kind, duration_sec, revision, removed_at)
         VALUES ($1, 'film.mp4', $2, 'video', 60, 1, CASE WHEN $3 THEN now() END)`,
        [fileId, folder, isGone],
      );
    await place(FILM, 'Summer/Sea');
    await place(SONG, '', true);
    const sent = (libraryPath: string) =>
      rig.logLine({
        ...{
          at: atMinute(5),
          fileId: undefined,
          userId: undefined,
          libraryPath,
          userAgent: 'DLNA SEC_HHP_TV',
        },
      });
    rig.append(
      THIS_HOUR.replace('.json', '-tv.json'),
      sent('film.mp4') + sent('Summer/film.mp4') + sent('Summer/Sea/film.mp4'),
    );
    await startCopy();
    await stored(1);
    expect(
      await rig.one('SELECT file_id, user_id, user_agent, bytes_sent FROM analytics.access_log'),
    ).toEqual({ file_id: FILM, user_id: null, user_agent: 'DLNA SEC_HHP_TV', bytes_sent: '1000' });
    expect(await rig.count('access_log')).toBe(1);
    expect(await rig.one('SELECT streams, bytes_served FROM analytics.file_viewer_hour')).toEqual({
      ...{ streams: 1, bytes_served: '1000' },
    });
  });

  it('follows the logs of several edges at once', async () => {
    await startCopy();
    const edges = ['a', 'b', 'c'].map((edge) => THIS_HOUR.replace('.json', `-${edge}.json`));
    for (let round = 1; round <= 3; round += 1) {
      for (const name of edges) rig.append(name, rig.logLine());
      await stored(round * edges.length);
    }
    expect(await rig.count('access_log')).toBe(9);
    expect(await rig.count('log_checkpoints')).toBe(3);
  });

  it('goes on with a session over batches, hours and restarts', async () => {
    await startCopy();
    rig.append(THIS_HOUR, rig.logLine({ at: atMinute(59) }));
    await stored(1);
    await apps.pop()?.close();
    await startCopy();
    rig.append(NEXT_HOUR, rig.logLine({ at: atMinute(61) }));
    await stored(2);
    expect(await rig.count('access_sessions')).toBe(1);
    expect(await rig.one('SELECT sum(streams)::int AS streams FROM analytics.file_viewer_hour')).toEqual({
      streams: 1,
    });
  });

  it('takes up the last lines of an hour that is over, also once the next has begun', async () => {
    await startCopy();
    rig.append(THIS_HOUR, rig.logLine());
    rig.append(NEXT_HOUR, rig.logLine());
    await stored(2);
    rig.append(THIS_HOUR, rig.logLine());
    await stored(3);
  });

  it('waits for the rest of a line', async () => {
    await startCopy();
    const line = rig.logLine();
    rig.append(THIS_HOUR, rig.logLine() + line.slice(0, 50));
    await stored(1);
    // Read in the same rounds, so the half line was looked at.
    rig.append(NEXT_HOUR, rig.logLine());
    await stored(2);
    rig.append(THIS_HOUR, line.slice(50));
    await stored(3);
  });

  it('gets past lines that are none', async () => {
    await startCopy();
    rig.append(
      THIS_HOUR,
      `garbage\n\n{"at":\n${rig.logLine()}\0\0\0\n${'x'.repeat(5 * 1024 ** 2)}\n${rig.logLine()}`,
    );
    await stored(2);
  });

  it('makes a partition for a day nobody thought of', async () => {
    await startCopy();
    rig.append(THIS_HOUR, rig.logLine({ at: Date.UTC(2031, 4, 5) / 1000 }));
    await stored(1);
    expect(await rig.one(`SELECT to_regclass('analytics.access_log_20310505') IS NOT NULL AS there`)).toEqual(
      { there: true },
    );
  });

  it('knows a file by its first line: one that takes its name is read from the start, one that comes back is not', async () => {
    await startCopy();
    rig.append(THIS_HOUR, rig.logLine() + rig.logLine());
    await stored(2);
    renameSync(join(rig.logs, THIS_HOUR), join(rig.logs, 'kept-elsewhere'));
    rig.append(THIS_HOUR, rig.logLine());
    await stored(3);
    copyFileSync(join(rig.logs, 'kept-elsewhere'), join(rig.logs, THIS_HOUR));
    await apps.pop()?.close();
    await startCopy();
    rig.append(THIS_HOUR, rig.logLine());
    await stored(4);
    expect(await rig.count('access_log')).toBe(4);
  });

  it('counts each line once though its connection is cut in mid-batch, again and again', async () => {
    await startCopy();
    const lines = 60;
    for (let round = 0; round < lines; round += 1) {
      rig.append(THIS_HOUR, Array.from({ length: 50 }, () => rig.logLine()).join(''));
      if (round % 6 === 0) {
        // Whatever it is doing: reading, copying, committing.
        await rig.database.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'analytics collector'`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await stored(lines * 50);
    const requests = await storedRequests();
    expect(new Set(requests).size).toBe(lines * 50);
    expect(requests.length).toBe(lines * 50);
    expect(await rig.one('SELECT sum(requests)::int AS requests FROM analytics.access_sessions')).toEqual({
      requests: lines * 50,
    });
    expect(await rig.one('SELECT sum(bytes_served)::int AS bytes FROM analytics.file_viewer_hour')).toEqual({
      bytes: lines * 50 * 1_000,
    });
  });

  it('keeps nothing of a batch that fails at its end', async () => {
    await rig.database.query(`
      CREATE FUNCTION analytics.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'disk full'; END $$;
      CREATE TRIGGER fail BEFORE INSERT OR UPDATE ON analytics.log_checkpoints FOR EACH ROW EXECUTE FUNCTION analytics.fail()`);
    const app = await startCopy();
    rig.append(THIS_HOUR, rig.logLine());
    await eventually(
      async () => (await app.inject('/health/ready')).statusCode,
      (status) => status === 503,
    );
    expect(await rig.count('access_log')).toBe(0);
    expect(await rig.count('file_viewer_hour')).toBe(0);
    await rig.database.query(
      `DROP TRIGGER fail ON analytics.log_checkpoints; DROP FUNCTION analytics.fail()`,
    );
    await stored(1);
    expect(await rig.count('access_log')).toBe(1);
  });

  it('loses nothing while the database is away', async () => {
    await startCopy();
    rig.append(THIS_HOUR, rig.logLine());
    await stored(1);
    await rig.stores.postgres.kill();
    rig.append(THIS_HOUR, rig.logLine());
    rig.append(NEXT_HOUR, rig.logLine());
    await rig.stores.postgres.start();
    await stored(3);
    rig.append(NEXT_HOUR, rig.logLine());
    await stored(4);
    expect(await rig.count('access_log')).toBe(4);
  });

  it('loses nothing of the hours it was away, nor of a clock that is set back meanwhile', async () => {
    await startCopy();
    rig.append(THIS_HOUR, rig.logLine({ at: atMinute(1) }));
    await stored(1);
    await apps.pop()?.close();
    for (let hour = 0; hour < 6; hour += 1)
      rig.append(logOf(hourBegan + hour * HOUR_MS), rig.logLine({ at: atMinute(hour * 60 + 2) }));
    await startCopy();
    await stored(7);
    // Back by a day and six hours: a log of yesterday goes on, and one begins that is older than all.
    rig.append(THIS_HOUR, rig.logLine({ at: atMinute(3) }));
    rig.append(logOf(hourBegan - 24 * HOUR_MS), rig.logLine({ at: atMinute(-24 * 60 + 1) }));
    await stored(9);
    // And forward again.
    rig.append(logOf(hourBegan + 6 * HOUR_MS), rig.logLine({ at: atMinute(6 * 60 + 1) }));
    await stored(10);
    expect(new Set(await storedRequests()).size).toBe(10);
    expect(
      await rig.one(
        `SELECT sum(bytes_served)::int AS bytes, count(DISTINCT hour)::int AS hours FROM analytics.file_viewer_hour`,
      ),
    ).toEqual({ bytes: 10_000, hours: 8 });
  });

  it('is one of several copies; another takes over when it ends', async () => {
    await Promise.all([startCopy(), startCopy(), startCopy()]);
    for (let round = 0; round < 20; round += 1) {
      rig.append(THIS_HOUR, rig.logLine());
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    await stored(20);
    for (let copy = 0; copy < 2; copy += 1) {
      await apps.shift()?.close();
      rig.append(NEXT_HOUR, rig.logLine());
      await stored(21 + copy);
    }
    expect(await rig.count('access_log')).toBe(22);
  });

  it('tells whoever listens how many rows are new, about once a second', async () => {
    const { port, username: user, password: pass } = new URL(rig.stores.nats.url);
    const nats = await connect({ port: Number(port), user, pass });
    const told: number[] = [];
    nats.subscribe(accessCounted.subject, {
      callback: (_error, message) =>
        void told.push(message.json<{ payload: { rows: number } }>().payload.rows),
    });
    await nats.flush();
    await startCopy();
    const began = performance.now();
    for (let round = 0; round < 40; round += 1) {
      rig.append(THIS_HOUR, rig.logLine());
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await eventually(
      () => Promise.resolve(told.reduce((sum, rows) => sum + rows, 0)),
      (rows) => rows === 40,
    );
    expect(told.length).toBeLessThan(4 + (performance.now() - began) / 1_000);
    await nats.close();
  });

  it('removes logs that are collected and more than three days old', async () => {
    rig.append('access-2020010100.json', rig.logLine());
    rig.append('access-2099010100.json', rig.logLine());
    await startCopy();
    await stored(2);
    await eventually(
      () => Promise.resolve(readdirSync(rig.logs)),
      (names) => names.join() === 'access-2099010100.json',
    );
    // The disk comes first, so that no row is gone of a log that is still there.
    await eventually(
      () => rig.count('log_checkpoints'),
      (count) => count === 1,
    );
  });

  it('reads a hundred thousand lines (how fast is printed, not asserted)', async () => {
    const people = Array.from({ length: 40 }, () => crypto.randomUUID());
    const files = Array.from({ length: 500 }, () => crypto.randomUUID());
    const total = 100_000;
    const base = atMinute(0);
    let text = '';
    for (let n = 0; n < total; n += 1) {
      text += rig.logLine({ at: base + n / 50, userId: people[n % 40], fileId: files[(n * 7) % 500] });
    }
    rig.append(THIS_HOUR, text);
    const started = performance.now();
    await startCopy();
    await eventually(
      () => rig.count('access_log'),
      (count) => count === total,
      { withinMs: 280_000 },
    );
    const seconds = (performance.now() - started) / 1000;
    process.stdout.write(`collected ${Math.round(total / seconds)} lines/s\n`);
    expect(
      await rig.one('SELECT sum(bytes_served)::bigint::text AS bytes FROM analytics.file_viewer_hour'),
    ).toEqual({
      bytes: String(total * 1_000),
    });
  }, 300_000);
});
