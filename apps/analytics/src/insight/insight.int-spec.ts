import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { rmSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import {
  activity,
  deviceInsight,
  popular,
  problemBody,
  storageSummary,
  type OutputOf,
} from '@hearth/contracts';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AnalyticsRig, ANNA, BEN, FILM, SONG } from '../../test/analytics-rig.js';
import { NOBODY } from '../storage/schema.js';

jest.setTimeout(180_000);

const GONE = '0198e1a0-0000-7000-8000-00000000000c';
const NAMELESS = '0198e1a0-0000-7000-8000-00000000000d';
const PHONE = '0198e1a0-0000-7000-8000-0000000000cc';
const HOUR_MS = 3_600_000;
const thisHour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
const hoursAgo = (hours: number) => new Date(thisHour - hours * HOUR_MS);

let rig: AnalyticsRig;
let app: NestFastifyApplication;

beforeAll(async () => {
  rig = await AnalyticsRig.start();
  app = await rig.startCopy();
  await rig.database.query(
    `INSERT INTO analytics.files (file_id, name, folder, kind, mime_type, size_bytes, uploaded_by, device_id, created_at, revision, removed_at)
     VALUES ('${FILM}', 'film.mp4', '', 'video', 'video/mp4', 5000000000, '${ANNA}', '${PHONE}', now(), 1, NULL),
            ('${SONG}', 'song.mp3', '', 'audio', 'audio/mpeg', 300, NULL, NULL, now() - interval '40 days', 1, NULL),
            ('${GONE}', 'gone.jpg', '', 'image', 'image/jpeg', 40, '${BEN}', NULL, now(), 2, now())`,
  );
  await rig.database.query(`INSERT INTO analytics.users VALUES ('${ANNA}', 'anna', 'viewer', 1)`);
  const hours: [string, string, number, number, number, number, number][] = [
    [FILM, ANNA, 1, 3, 0, 7_000_000_000, 100],
    [FILM, BEN, 50, 1, 0, 10, 10.5],
    [SONG, ANNA, 2, 1, 4, 20, 500],
    [GONE, NOBODY, 3, 2, 1, 30, 0],
    [SONG, BEN, 24 * 20, 50, 0, 1, 0],
    [FILM, BEN, 24 * 9, 2, 1, 7, 20.5],
    [NAMELESS, ANNA, 1, 0, 0, 1, 0],
  ];
  for (const [file, viewer, ago, ...figures] of hours) {
    await rig.database.query(
      `INSERT INTO analytics.file_viewer_hour (file_id, viewer, hour, streams, downloads, bytes_served, watch_sec)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [file, viewer, hoursAgo(ago), ...figures],
    );
  }
  for (let n = 0; n < 25; n += 1) {
    await rig.database.query(
      `INSERT INTO analytics.access_sessions (file_id, viewer, access, ip, user_agent, started_at, last_at, requests, bytes_served)
       VALUES ($1, $2, 'stream', '192.168.1.20', 'VLC', $3, $3, 1, $4)`,
      [n % 2 ? FILM : SONG, n % 5 ? ANNA : NOBODY, new Date(thisHour + Math.floor(n / 3) * 60_000), n],
    );
  }
  await rig.counted();
});
afterAll(() => rig.stop());

async function get(url: string, token = rig.issuer.sign('admin')) {
  const response = await app.inject({ url, headers: { authorization: `Bearer ${token}` } });
  return { status: response.statusCode, body: response.json() as unknown };
}
async function popularWith(query: string, token?: string): Promise<OutputOf<typeof popular>['items']> {
  const { status, body } = await get(`/api/analytics/popular?${query}`, token);
  expect(status).toBe(200);
  return popular.response.parse(body).items;
}
const namesOf = (items: { name: string }[]) => items.map(({ name }) => name);

describe('popular', () => {
  it('adds up what each file had in a range, the most streamed first', async () => {
    expect(await popularWith('range=7d')).toEqual([
      {
        fileId: FILM,
        name: 'film.mp4',
        kind: 'video',
        streams: 4,
        downloads: 0,
        viewers: 2,
        watchTimeSec: 110.5,
        completions: 0,
        bytesServed: 7_000_000_010,
        inLibrary: true,
        previous: null,
      },
      {
        fileId: GONE,
        name: 'gone.jpg',
        kind: 'image',
        streams: 2,
        downloads: 1,
        viewers: 1,
        watchTimeSec: 0,
        completions: 0,
        bytesServed: 30,
        inLibrary: false,
        previous: null,
      },
      {
        fileId: SONG,
        name: 'song.mp3',
        kind: 'audio',
        streams: 1,
        downloads: 4,
        viewers: 1,
        watchTimeSec: 500,
        completions: 0,
        bytesServed: 20,
        inLibrary: true,
        previous: null,
      },
    ]);
  });

  it.each([
    ['', ['film.mp4', 'gone.jpg', 'song.mp3']],
    ['range=24h', ['film.mp4', 'gone.jpg', 'song.mp3']],
    ['range=30d', ['song.mp3', 'film.mp4', 'gone.jpg']],
    ['range=all', ['song.mp3', 'film.mp4', 'gone.jpg']],
    ['by=downloads', ['song.mp3', 'gone.jpg', 'film.mp4']],
    ['by=watchTime', ['song.mp3', 'film.mp4', 'gone.jpg']],
    ['by=viewers&limit=1', ['film.mp4']],
    ['type=audio', ['song.mp3']],
    ['type=document', []],
  ])('?%s lists %j', async (query, names) => {
    expect(namesOf(await popularWith(query))).toEqual(names);
  });

  it('leaves out what is older than the range', async () => {
    expect((await popularWith('range=24h'))[0]).toMatchObject({ streams: 3, viewers: 1 });
  });

  it('tells what each had in the range before, where it is asked to', async () => {
    const [film, gone] = await popularWith('range=7d&compare=previous');
    expect(film?.previous).toEqual({
      ...{ streams: 2, downloads: 1, viewers: 1, watchTimeSec: 20.5, completions: 0 },
    });
    expect(gone?.previous).toMatchObject({ streams: 0, downloads: 0, viewers: 0 });
    expect((await popularWith('range=all&compare=previous')).map(({ previous }) => previous)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('shows editors the files they brought in, and no others', async () => {
    expect(namesOf(await popularWith('range=all', rig.issuer.sign('editor', { sub: ANNA })))).toEqual([
      'film.mp4',
    ]);
    expect(await popularWith('range=all', rig.issuer.sign('editor'))).toEqual([]);
  });

  it.each(['range=1y', 'by=name', 'type=virus', 'limit=0', 'limit=201', 'limit=x', "range=7d'--"])(
    'refuses ?%s',
    async (query) => {
      const { status, body } = await get(`/api/analytics/popular?${query}`);
      expect(status).toBe(400);
      expect(problemBody.parse(body).code).toBe('request.invalid');
    },
  );
});

describe('storage summary', () => {
  it('counts what is in the library now', async () => {
    const { status, body } = await get('/api/analytics/storage/summary');
    expect(status).toBe(200);
    // By the files themselves: midnight may have passed since they were put there.
    const { then, today } = await rig.one<{ then: string; today: string }>(
      `SELECT to_char(min(created_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS then,
         to_char(max(created_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS today FROM analytics.files`,
    );
    expect(storageSummary.response.parse(body)).toEqual({
      totalBytes: 5_000_000_300,
      totalFiles: 2,
      byType: [
        { kind: 'video', files: 1, sizeBytes: 5_000_000_000 },
        { kind: 'audio', files: 1, sizeBytes: 300 },
      ],
      byDevice: [
        { deviceId: PHONE, files: 1, sizeBytes: 5_000_000_000 },
        { deviceId: null, files: 1, sizeBytes: 300 },
      ],
      byFolder: [{ folder: '', files: 2, sizeBytes: 5_000_000_300 }],
      growth: [
        { day: then, addedFiles: 1, addedBytes: 300, removedFiles: 0, removedBytes: 0, totalBytes: 300 },
        // What came and went on one day is in both.
        {
          ...{ day: today, addedFiles: 2, addedBytes: 5_000_000_040, removedFiles: 1, removedBytes: 40 },
          totalBytes: 5_000_000_300,
        },
      ],
      freeBytes: expect.any(Number),
      daysUntilFull: expect.any(Number),
    });
  });

  describe('on a disk that fills', () => {
    const daysUntilFull = async () => {
      await rig.counted();
      return storageSummary.response.parse((await get('/api/analytics/storage/summary')).body).daysUntilFull;
    };
    const paceOf = async (days: number | null) => {
      const { bavail, bsize } = await statfs(rig.library);
      return (bavail * bsize) / (days ?? NaN);
    };

    it('tells how long it lasts, by what came in the last 30 days and stayed', async () => {
      // The film of 5 GB came today; the song is older, and what is gone came and went.
      const pace = await paceOf(await daysUntilFull());
      expect(pace).toBeGreaterThan(5e9 / 30 / 1.1);
      expect(pace).toBeLessThan((5e9 / 30) * 1.1);
    });

    it('takes off what was removed, but not what came and went within that time', async () => {
      await rig.database.query(
        `UPDATE analytics.files SET created_at = now() - interval '50 days', size_bytes = 2000000000 WHERE file_id = '${GONE}'`,
      );
      const pace = await paceOf(await daysUntilFull());
      expect(pace).toBeGreaterThan(3e9 / 30 / 1.1);
      expect(pace).toBeLessThan((3e9 / 30) * 1.1);
    });

    it('does not take the first day for its pace', async () => {
      await rig.database.query(
        `UPDATE analytics.files SET created_at = now() - interval '10 days' WHERE file_id IN ('${SONG}', '${FILM}', '${GONE}')`,
      );
      expect(await daysUntilFull()).toBeNull();
    });

    it('tells nothing while the library is not there', async () => {
      await rig.database.query(
        `UPDATE analytics.files SET created_at = now() - interval '20 days' WHERE file_id = '${SONG}'`,
      );
      expect(await daysUntilFull()).not.toBeNull();
      rmSync(join(rig.library, '.hearth'), { recursive: true });
      expect(await daysUntilFull()).toBeNull();
    });
  });
});

describe('activity', () => {
  const page = async (query: string) => {
    const { status, body } = await get(`/api/analytics/activity?${query}`);
    expect(status).toBe(200);
    return activity.response.parse(body);
  };

  it('is told page by page, newest first, each session once', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { items, nextCursor }: OutputOf<typeof activity> = await page(
        `limit=4${cursor && `&cursor=${cursor}`}`,
      );
      expect(items.length).toBeLessThanOrEqual(4);
      seen.push(...items.map(({ at, id }) => `${at} ${id.padStart(6, '0')}`));
      cursor = nextCursor;
    }
    expect(new Set(seen).size).toBe(25);
    expect(seen).toEqual([...seen].sort().reverse());
  });

  it('has no further page after the last', async () => {
    expect((await page('limit=25')).nextCursor).toBeNull();
    expect((await page('limit=24')).nextCursor).not.toBeNull();
  });

  it('names people and files, where they are known', async () => {
    const { items } = await page('limit=200');
    expect(items.find(({ userId }) => userId === ANNA)).toMatchObject({ username: 'anna' });
    expect(items.find(({ userId }) => userId === null)).toMatchObject({ username: null });
    expect(items.find(({ fileId }) => fileId === FILM)).toMatchObject({
      fileName: 'film.mp4',
      ip: '192.168.1.20',
    });
  });

  it('can be asked for one file', async () => {
    const { items } = await page(`fileId=${FILM}&limit=200`);
    expect(items.length).toBe(12);
    expect(items.every(({ fileId }) => fileId === FILM)).toBe(true);
  });

  it.each(['cursor=x', 'cursor=..%2F..', 'fileId=../x', 'limit=1000'])('refuses ?%s', async (query) => {
    expect((await get(`/api/analytics/activity?${query}`)).status).toBe(400);
  });
});

describe('the range before', () => {
  const before = { streams: 2, downloads: 1, watchTimeSec: 20.5, bytesServed: 7 };
  const previousOf = async (path: string, token?: string) =>
    ((await get(`/api/analytics/${path}`, token)).body as { previous: unknown }).previous;

  it('is told of a file, by whoever asks', async () => {
    const ofAll = { ...before, viewers: 1, completions: 0 };
    expect(await previousOf(`files/${FILM}?range=7d`)).toEqual(ofAll);
    expect(await previousOf(`files/${FILM}?range=7d`, rig.issuer.sign('viewer', { sub: BEN }))).toEqual(
      ofAll,
    );
    expect(await previousOf(`files/${SONG}?range=7d`)).toMatchObject({ streams: 0, viewers: 0 });
    expect(await previousOf(`files/${FILM}?range=all`)).toBeNull();
  });

  it('is told of a person, as far as names are kept', async () => {
    expect(await previousOf(`users/${BEN}?range=7d`)).toEqual(before);
    expect(await previousOf(`users/${ANNA}?range=7d`)).toMatchObject({ streams: 0 });
    expect(await previousOf(`users/${BEN}?range=365d`)).toBeNull();
  });
});

describe('a device', () => {
  const TABLET = '0198e1a0-0000-7000-8000-0000000000dd';
  const asBen = () => rig.issuer.sign('viewer', { sub: BEN });
  const deviceAs = async (token?: string) =>
    deviceInsight.response.parse((await get(`/api/analytics/devices/${TABLET}`, token)).body);

  beforeAll(async () => {
    for (const [file, viewer, access, playedSec] of [
      [FILM, ANNA, 'stream', 60],
      [FILM, BEN, 'stream', 30.5],
      [SONG, BEN, 'download', 0],
    ] as const) {
      await rig.database.query(
        `INSERT INTO analytics.access_sessions (file_id, viewer, access, ip, user_agent, device_id, started_at, last_at,
           requests, bytes_served, played_sec) VALUES ($1, $2, $3, '', '', $4, now(), now(), 1, 10, $5)`,
        [file, viewer, access, TABLET, playedSec],
      );
    }
  });

  it('tells admins what everybody had on it', async () => {
    const found = await deviceAs();
    expect(found).toMatchObject({
      ...{ scope: 'all', streams: 2, downloads: 1, watchTimeSec: 90.5, bytesServed: 30 },
      files: [
        { fileId: FILM, streams: 2, watchTimeSec: 90.5 },
        { fileId: SONG, downloads: 1 },
      ],
    });
    expect(found.people.map(({ userId }) => userId).sort()).toEqual([ANNA, BEN]);
    expect(found.sessions).toHaveLength(3);
  });

  it('tells others what they had on it themselves', async () => {
    const found = await deviceAs(asBen());
    expect(found).toMatchObject({ scope: 'own', streams: 1, downloads: 1, watchTimeSec: 30.5 });
    expect(found.sessions.map(({ userId }) => userId)).toEqual([BEN, BEN]);
  });

  it('is one that the activity can be asked for, as a person is', async () => {
    const of = async (query: string) =>
      activity.response.parse((await get(`/api/analytics/activity?${query}`)).body).items;
    expect(await of(`deviceId=${TABLET}`)).toHaveLength(3);
    expect(await of(`deviceId=${TABLET}&userId=${BEN}`)).toHaveLength(2);
    expect((await get(`/api/analytics/activity?userId=${ANNA}`, asBen())).status).toBe(403);
    expect((await get(`/api/analytics/activity?userId=${BEN}`, asBen())).status).toBe(200);
  });
});

it('of a device, the range before is told as well', async () => {
  const TV = '0198e1a0-0000-7000-8000-0000000000de';
  await rig.database.query(
    `INSERT INTO analytics.access_sessions (file_id, viewer, access, ip, user_agent, device_id, started_at, last_at,
       requests, bytes_served, played_sec)
     VALUES ($1, $2, 'stream', '', '', $3, now() - interval '9 days', now() - interval '9 days', 1, 10, 4.5)`,
    [FILM, ANNA, TV],
  );
  const found = deviceInsight.response.parse((await get(`/api/analytics/devices/${TV}?range=7d`)).body);
  expect(found).toMatchObject({
    ...{ streams: 0, watchTimeSec: 0 },
    previous: { streams: 1, downloads: 0, watchTimeSec: 4.5, bytesServed: 10 },
  });
});

it.each([
  ['users/engagement', 'hours', 'weekday,hour,sessions'],
  ['storage/summary', 'growth', 'day,addedFiles,addedBytes,removedFiles,removedBytes,totalBytes'],
  ['search-insights', 'nothing', 'query,times,results,foundNothing,lastAt'],
  [`files/${FILM}`, 'people', 'userId,username,streams,downloads,watchTimeSec,lastAt'],
  [`users/${ANNA}`, 'days', 'day,streams,downloads,watchTimeSec'],
])('of %s the table of %s can be had as CSV', async (path, table, columns) => {
  const headers = { authorization: `Bearer ${rig.issuer.sign('admin')}` };
  const { body } = await app.inject({ url: `/api/analytics/${path}?format=csv&table=${table}`, headers });
  expect(body.split('\r\n')[0]).toBe(columns);
});
