import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { engagement, heatmap, personInsight, popular } from '@hearth/contracts';
import { simulatePlays, type KnownPlay, type Simulation } from '@hearth/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { eventually } from '@hearth/testing';
import { AnalyticsRig, SERVICE_TOKEN } from '../../test/analytics-rig.js';
import { medianOf } from './engagement.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS = 30;
const idOf = (kind: string, n: number) => `0198e1a0-0000-7000-8000-${kind}${String(n).padStart(10, '0')}`;
const files = Array.from({ length: 40 }, (_, n) => ({
  ...{ id: idOf('f0', n), sizeBytes: 1_000_003 + n * 7_919 },
  durationSec: n % 8 === 7 ? null : 200 + 100 * n,
}));
const people = Array.from({ length: 50 }, (_, n) => ({
  ...{ id: idOf('a0', n), sessionId: idOf('50', n), ip: `192.168.1.${n + 1}` },
}));

let rig: AnalyticsRig;
let app: NestFastifyApplication;
let month: Simulation;

beforeAll(async () => {
  rig = await AnalyticsRig.start({ postgres: 'own' });
  await rig.database.query(
    `INSERT INTO analytics.files (file_id, name, folder, kind, mime_type, size_bytes, duration_sec, created_at, revision)
     SELECT id, 'file', '', 'video', 'video/mp4', size, duration, now() - interval '40 days', 1
     FROM unnest($1::uuid[], $2::bigint[], $3::float8[]) AS f (id, size, duration)`,
    [
      files.map(({ id }) => id),
      files.map(({ sizeBytes }) => sizeBytes),
      files.map((file) => file.durationSec),
    ],
  );
  // It ends two days ago: the hour that goes by while this runs is in no figure.
  const fromAt = Math.floor(Date.now() / DAY_MS) * DAY_MS - (DAYS + 2) * DAY_MS;
  month = simulatePlays({ files, people, fromAt, days: DAYS, playsPerDay: 60, seed: 10 });
  app = await rig.startCopy();
  for (const { fileName, text } of month.logs) rig.append(fileName, text);
  for (let at = 0; at < month.reports.length; at += 250) await bring(month.reports.slice(at, at + 250));
  const lines = month.logs.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0);
  await eventually(
    () => rig.count('access_log'),
    (count) => count === lines,
  );
  await rig.counted();
});
afterAll(() => rig.stop());

async function bring(events: readonly unknown[]): Promise<number> {
  const response = await app.inject({
    ...{ method: 'POST', url: '/api/analytics/ingest', payload: { events } },
    headers: { authorization: `Bearer ${SERVICE_TOKEN}` },
  });
  expect(response.statusCode).toBe(202);
  return response.json<{ accepted: number }>().accepted;
}
async function get(url: string): Promise<unknown> {
  const response = await app.inject({
    url,
    headers: { authorization: `Bearer ${rig.issuer.sign('admin')}` },
  });
  expect(response.statusCode).toBe(200);
  return response.json();
}
const sum = (plays: readonly KnownPlay[], of: (play: KnownPlay) => number) =>
  plays.reduce((total, play) => total + of(play), 0);
const isViewing = ({ streams, downloads, watchSec }: KnownPlay) => streams + downloads + watchSec > 0;
const distinct = (values: readonly string[]) => new Set(values).size;

/** What each file that was had at all comes to, the most streamed first. */
function popularOf(all: readonly KnownPlay[]) {
  const known = files.flatMap(({ id, durationSec }) => {
    const plays = all.filter(({ fileId }) => fileId === id);
    if (!plays.some(isViewing)) return [];
    const watchTimeSec = sum(plays, ({ watchSec }) => watchSec);
    return {
      fileId: id,
      streams: sum(plays, ({ streams }) => streams),
      downloads: sum(plays, ({ downloads }) => downloads),
      viewers: distinct(plays.filter(isViewing).map(({ viewer }) => viewer)),
      bytesServed: sum(plays, ({ bytesServed }) => bytesServed),
      watchTimeSec,
      completions: durationSec === null ? 0 : Math.round((1_000 * watchTimeSec) / durationSec) / 1_000,
    };
  });
  return known.sort((a, b) => b.streams - a.streams || (a.fileId < b.fileId ? -1 : 1));
}

/** What the house comes to: sessions, their median, the days and the hours of the week. */
function engagementOf(plays: readonly KnownPlay[]) {
  const streams = plays.filter((play) => play.streams === 1);
  const lengths = streams.map((play) => (play.endedAt - play.startedAt) / 1_000).sort((a, b) => a - b);
  const byHour = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  for (const { startedAt } of streams) {
    const at = new Date(startedAt);
    const day = byHour[(at.getUTCDay() + 6) % 7] as number[];
    day[at.getUTCHours()] = (day[at.getUTCHours()] ?? 0) + 1;
  }
  const byDay = Map.groupBy(plays, ({ startedAt }) => new Date(startedAt).toISOString().slice(0, 10));
  return {
    sessions: streams.length,
    medianSessionSec: medianOf(lengths.map((length) => [length, 1])),
    watchTimeSec: sum(plays, ({ watchSec }) => watchSec),
    downloads: sum(plays, ({ downloads }) => downloads),
    bytesServed: sum(plays, ({ bytesServed }) => bytesServed),
    byHour,
    activeUsers: [...byDay]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([day, ofDay]) => ({
        day,
        users: distinct(ofDay.filter(isViewing).map(({ viewer }) => viewer)),
        devices: distinct(
          ofDay.filter((play) => play.streams + play.downloads > 0).map(({ device }) => device),
        ),
        sessions: sum(ofDay, (play) => play.streams),
        watchTimeSec: sum(ofDay, ({ watchSec }) => watchSec),
      })),
  };
}

/** A paired browser: its player tells of the session alone, nginx of the device as well. */
async function playAsDeviceAndSession(fileId: string, { id: userId, sessionId }: (typeof people)[number]) {
  const at = Date.now() - 30 * HOUR_MS;
  const lines = await rig.count('access_log');
  const name = new Date(at).toISOString().slice(0, 13).replaceAll(/[-T]/g, '');
  const line = { at: at / 1_000, fileId, userId, sessionId, deviceId: idOf('de', 1) };
  rig.append(`access-${name}.json`, rig.logLine(line));
  const segments = [[0, 90]];
  const report = {
    type: 'played',
    id: idOf('ee', 1),
    playbackId: idOf('ef', 1),
    fileId,
    userId,
    sessionId,
    segments,
  };
  expect(await bring([{ ...report, at: new Date(at).toISOString() }])).toBe(1);
  await eventually(
    () => rig.count('access_log'),
    (count) => count === lines + 1,
  );
  await rig.counted();
}

describe('a month of fifty people, whose plays are known', () => {
  it.each(['90d', '365d', 'all'] as const)('popular of %s is exactly what was played', async (range) => {
    const { items } = popular.response.parse(await get(`/api/analytics/popular?range=${range}&limit=200`));
    expect(items).toEqual(popularOf(month.plays).map((file) => expect.objectContaining(file)));
  });

  it('so are sessions, their median, the days and the hours of the week', async () => {
    const found = engagement.response.parse(await get('/api/analytics/users/engagement?range=all'));
    expect(found).toMatchObject(engagementOf(month.plays));
  });

  it('so is what each person had', async () => {
    for (const { id } of people.slice(0, 10)) {
      const plays = month.plays.filter(({ viewer }) => viewer === id);
      const found = personInsight.response.parse(await get(`/api/analytics/users/${id}?range=all`));
      expect(found).toMatchObject({
        streams: sum(plays, (play) => play.streams),
        downloads: sum(plays, (play) => play.downloads),
        watchTimeSec: sum(plays, ({ watchSec }) => watchSec),
        bytesServed: sum(plays, ({ bytesServed }) => bytesServed),
      });
      const byDay = Map.groupBy(plays.filter(isViewing), ({ startedAt }) =>
        new Date(startedAt).toISOString().slice(0, 10),
      );
      expect(found.days).toEqual(
        [...byDay]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([day, ofDay]) => ({
            day,
            streams: sum(ofDay, (play) => play.streams),
            downloads: sum(ofDay, (play) => play.downloads),
            watchTimeSec: sum(ofDay, ({ watchSec }) => watchSec),
          })),
      );
    }
  });

  it('so is the curve of each file', async () => {
    for (const { id, durationSec } of files) {
      if (durationSec === null) continue;
      const found = heatmap.response.parse(await get(`/api/analytics/heatmap?fileId=${id}&buckets=100`));
      const size = durationSec / 100;
      const segments = month.plays.filter(({ fileId }) => fileId === id).flatMap((play) => play.segments);
      if (segments.length === 0) continue;
      const known = Array.from({ length: 100 }, (_, bucket) => {
        const [from, to] = [bucket * size, (bucket + 1) * size];
        const held = segments.map(([start, end]) => Math.max(0, Math.min(end, to) - Math.max(start, from)));
        return held.reduce((total, sec) => total + sec, 0) / size;
      });
      found.buckets.forEach(({ plays }, bucket) => expect(plays).toBeCloseTo(known[bucket] ?? NaN, 1));
      expect(found.source).toBe('played');
    }
  });

  it('changes nothing when all of it is told again', async () => {
    const before = await get('/api/analytics/popular?range=all&limit=200');
    for (let at = 0; at < month.reports.length; at += 250) {
      expect(await bring(month.reports.slice(at, at + 250))).toBe(0);
    }
    await rig.counted();
    expect(await get('/api/analytics/popular?range=all&limit=200')).toEqual(before);
  });

  it('leaves exactly what the others had once some files are taken back, and nothing once all are', async () => {
    const isTaken = ({ fileId }: KnownPlay) => Number(fileId.slice(-2)) % 3 === 0;
    const takeBack = async (fileIds: string[]) => {
      const response = await app.inject({
        ...{ method: 'POST', url: '/api/analytics/retract', payload: { fileIds } },
        headers: { authorization: `Bearer ${SERVICE_TOKEN}` },
      });
      expect(response.statusCode).toBe(204);
    };
    const left = month.plays.filter((play) => !isTaken(play));
    await takeBack([...new Set(month.plays.filter(isTaken).map(({ fileId }) => fileId))]);
    const { items } = popular.response.parse(await get('/api/analytics/popular?range=365d&limit=200'));
    expect(items).toEqual(popularOf(left).map((file) => expect.objectContaining(file)));
    const some = engagement.response.parse(await get('/api/analytics/users/engagement?range=all'));
    expect(some).toMatchObject(engagementOf(left));
    await playAsDeviceAndSession(files[1]?.id as string, people[0] as (typeof people)[number]);
    await takeBack(files.map(({ id }) => id));
    const none = engagement.response.parse(await get('/api/analytics/users/engagement?range=all'));
    expect(none).toMatchObject({
      activeUsers: [],
      sessions: 0,
      watchTimeSec: 0,
      downloads: 0,
      bytesServed: 0,
    });
    expect(await rig.count('access_log')).toBe(0);
  });
});
