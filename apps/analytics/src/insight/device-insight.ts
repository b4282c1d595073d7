import type { deviceInsight, DeviceId, OutputOf, UserId } from '@hearth/contracts';
import type { DataSource } from 'typeorm';
import { NOBODY } from '../storage/schema.js';
import { findActivity } from './activity.js';
import { rounded } from './popular.js';

type Answer = OutputOf<typeof deviceInsight>;

const TOLD = 100;

interface Sums {
  readonly streams: string;
  readonly downloads: string;
  readonly played_sec: number;
  readonly bytes_served: string;
  readonly last_at: Date;
}
type FileRow = Sums & { readonly file_id: never; readonly name: string | null; readonly kind: never };
type PersonRow = Sums & { readonly viewer: string; readonly username: string | null };

const SUMS = `count(*) FILTER (WHERE access = 'stream') AS streams, count(*) FILTER (WHERE access = 'download') AS downloads,
  COALESCE(sum(played_sec), 0) AS played_sec, COALESCE(sum(bytes_served), 0) AS bytes_served, max(last_at) AS last_at`;
const OF_DEVICE = `FROM analytics.access_sessions
  WHERE counted AND device_id = $1 AND started_at >= $2 AND ($3::uuid IS NULL OR viewer = $3)`;

/** What was had on one device since a moment; by one person where `viewer` is given. */
export async function findDeviceInsight(
  database: DataSource,
  deviceId: DeviceId,
  viewer: UserId | undefined,
  since: Date,
): Promise<Answer> {
  const parameters = [deviceId, since, viewer ?? null];
  const [[sums], files, people, { items: sessions }] = (await Promise.all([
    database.query(`SELECT ${SUMS} ${OF_DEVICE}`, parameters),
    database.query(
      `SELECT s.*, f.name, COALESCE(f.kind, 'other') AS kind FROM (
         SELECT file_id, ${SUMS} ${OF_DEVICE}
         GROUP BY file_id ORDER BY sum(played_sec) DESC, count(*) DESC, file_id LIMIT ${TOLD}
       ) s LEFT JOIN analytics.files f USING (file_id) ORDER BY s.played_sec DESC, s.streams DESC, s.file_id`,
      parameters,
    ),
    database.query(
      `SELECT s.*, u.username FROM (
         SELECT viewer, ${SUMS} ${OF_DEVICE} GROUP BY viewer ORDER BY max(last_at) DESC, viewer LIMIT ${TOLD}
       ) s LEFT JOIN analytics.users u ON u.user_id = s.viewer ORDER BY s.last_at DESC, s.viewer`,
      parameters,
    ),
    findActivity(database, { deviceId }, viewer),
  ])) as [[Sums], FileRow[], PersonRow[], Awaited<ReturnType<typeof findActivity>>];
  return {
    ...{ deviceId, scope: viewer === undefined ? 'all' : 'own' },
    ...{ streams: Number(sums.streams), downloads: Number(sums.downloads) },
    ...{ watchTimeSec: rounded(sums.played_sec), bytesServed: Number(sums.bytes_served) },
    files: files.map((row) => ({
      ...{ fileId: row.file_id, name: row.name, kind: row.kind },
      ...figuresOf(row),
    })),
    people: people.map((row) => ({
      userId: row.viewer === NOBODY ? null : (row.viewer as never),
      username: row.username,
      ...figuresOf(row),
    })),
    sessions,
  };
}

function figuresOf({ streams, downloads, played_sec, last_at }: Sums) {
  return {
    ...{ streams: Number(streams), downloads: Number(downloads), watchTimeSec: rounded(played_sec) },
    lastAt: last_at.toISOString(),
  };
}
