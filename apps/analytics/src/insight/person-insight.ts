import type { OutputOf, personInsight, UserId } from '@hearth/contracts';
import type { DataSource } from 'typeorm';
import { findActivity } from './activity.js';
import { findPersonBefore, type Span } from './range-before.js';
import { rounded } from './rounded.js';

type Answer = OutputOf<typeof personInsight>;

const FILES_TOLD = 100;
const SESSIONS_TOLD = 50;
const DEVICES_TOLD = 50;
const DAYS_TOLD = 400;

/** What one person had since a moment. */
export async function findPersonInsight(
  database: DataSource,
  userId: UserId,
  span: Span & { readonly timeZone: string },
  namesKeptMs: number,
): Promise<Answer> {
  const { since, timeZone } = span;
  const [[person], [sums], files, days, devices, { items: sessions }, previous] = await Promise.all([
    database.query(
      `SELECT (SELECT username FROM analytics.users WHERE user_id = $1) AS username,
         NOT EXISTS (SELECT FROM analytics.unnamed_people WHERE user_id = $1) AS named`,
      [userId],
    ) as Promise<[{ username: string | null; named: boolean }]>,
    database.query(
      `SELECT COALESCE(sum(streams), 0) AS streams, COALESCE(sum(downloads), 0) AS downloads,
         COALESCE(sum(watch_sec), 0) AS watch_sec, COALESCE(sum(bytes_served), 0) AS bytes_served
       FROM analytics.file_viewer_hour WHERE viewer = $1 AND hour >= $2`,
      [userId, since],
    ) as Promise<[{ streams: string; downloads: string; watch_sec: number; bytes_served: string }]>,
    findFiles(database, userId, since),
    findDays(database, userId, since, timeZone),
    findDevices(database, userId, since),
    findActivity(database, { limit: SESSIONS_TOLD }, userId),
    findPersonBefore(database, userId, span),
  ]);
  return {
    ...{ userId, username: person.username, isNamed: person.named },
    namesKeptDays: Math.round(namesKeptMs / 86_400_000),
    streams: Number(sums.streams),
    downloads: Number(sums.downloads),
    watchTimeSec: rounded(sums.watch_sec),
    bytesServed: Number(sums.bytes_served),
    ...{ previous, files, days, devices, sessions },
  };
}

async function findFiles(database: DataSource, userId: string, since: Date): Promise<Answer['files']> {
  const rows = (await database.query(
    `SELECT s.file_id, f.name, COALESCE(f.kind, 'other') AS kind, s.streams, s.downloads, s.watch_sec, s.last_at
     FROM (
       SELECT file_id, sum(streams) AS streams, sum(downloads) AS downloads, sum(watch_sec) AS watch_sec,
         max(hour) AS last_at
       FROM analytics.file_viewer_hour WHERE viewer = $1 AND hour >= $2
       GROUP BY file_id HAVING sum(streams) > 0 OR sum(downloads) > 0 OR sum(watch_sec) > 0
       ORDER BY sum(watch_sec) DESC, sum(streams) DESC, file_id LIMIT $3
     ) s LEFT JOIN analytics.files f USING (file_id)
     ORDER BY s.watch_sec DESC, s.streams DESC, s.file_id`,
    [userId, since, FILES_TOLD],
  )) as {
    file_id: never;
    name: string | null;
    kind: never;
    streams: string;
    downloads: string;
    watch_sec: number;
    last_at: Date;
  }[];
  return rows.map((row) => ({
    ...{ fileId: row.file_id, name: row.name, kind: row.kind },
    ...{ streams: Number(row.streams), downloads: Number(row.downloads) },
    ...{ watchTimeSec: rounded(row.watch_sec), lastAt: row.last_at.toISOString() },
  }));
}

async function findDays(
  database: DataSource,
  userId: string,
  since: Date,
  timeZone: string,
): Promise<Answer['days']> {
  const rows = (await database.query(
    `SELECT to_char((hour AT TIME ZONE $3)::date, 'YYYY-MM-DD') AS day, sum(streams) AS streams,
       sum(downloads) AS downloads, sum(watch_sec) AS watch_sec
     FROM analytics.file_viewer_hour WHERE viewer = $1 AND hour >= $2
     GROUP BY 1 HAVING sum(streams) > 0 OR sum(downloads) > 0 OR sum(watch_sec) > 0 ORDER BY 1 DESC LIMIT $4`,
    [userId, since, timeZone, DAYS_TOLD],
  )) as { day: string; streams: string; downloads: string; watch_sec: number }[];
  return rows.reverse().map(({ day, streams, downloads, watch_sec }) => ({
    ...{ day, streams: Number(streams), downloads: Number(downloads), watchTimeSec: rounded(watch_sec) },
  }));
}

async function findDevices(database: DataSource, userId: string, since: Date): Promise<Answer['devices']> {
  const rows = (await database.query(
    `SELECT device_id, max(user_agent) AS user_agent, count(*)::int AS sessions, max(last_at) AS last_at
     FROM analytics.access_sessions WHERE viewer = $1 AND counted AND started_at >= $2
     GROUP BY device_id, CASE WHEN device_id IS NULL THEN user_agent END ORDER BY max(last_at) DESC LIMIT $3`,
    [userId, since, DEVICES_TOLD],
  )) as { device_id: never; user_agent: string; sessions: number; last_at: Date }[];
  return rows.map((row) => ({
    device: row.user_agent,
    deviceId: row.device_id,
    sessions: row.sessions,
    lastAt: row.last_at.toISOString(),
  }));
}
