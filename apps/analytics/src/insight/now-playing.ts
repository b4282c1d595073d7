import type { nowPlaying, OutputOf, UserId } from '@hearth/contracts';
import type { DataSource } from 'typeorm';
import { NOBODY } from '../storage/schema.js';

type Item = OutputOf<typeof nowPlaying>['items'][number];

/** Players of ours report every ten seconds; of others a request is heard of only when it ended. */
const STILL_PLAYING_SEC = 60;
const MOST_TOLD = 200;

/** What is being played at this moment; of one person where `viewer` is given. */
export async function findNowPlaying(
  database: DataSource,
  viewer: UserId | undefined,
): Promise<OutputOf<typeof nowPlaying>> {
  const rows = (await database.query(
    `SELECT s.file_id, f.name, COALESCE(f.kind, 'other') AS kind, s.viewer, u.username, s.device_id, s.ip, s.user_agent,
       s.started_at, s.last_at, s.position_sec, f.duration_sec, s.bytes_served
     FROM analytics.access_sessions s
     LEFT JOIN analytics.files f USING (file_id) LEFT JOIN analytics.users u ON u.user_id = s.viewer
     WHERE s.last_at > now() - make_interval(secs => $1) AND s.access = 'stream'
       AND (f.kind IS NULL OR f.kind IN ('video', 'audio')) AND ($2::uuid IS NULL OR s.viewer = $2)
     ORDER BY s.last_at DESC, s.id LIMIT $3`,
    [STILL_PLAYING_SEC, viewer ?? null, MOST_TOLD],
  )) as {
    file_id: Item['fileId'];
    name: string | null;
    kind: Item['kind'];
    viewer: string;
    username: string | null;
    device_id: Item['deviceId'];
    ip: string;
    user_agent: string;
    started_at: Date;
    last_at: Date;
    position_sec: number | null;
    duration_sec: number | null;
    bytes_served: string;
  }[];
  return {
    items: rows.map((row) => ({
      ...{ fileId: row.file_id, fileName: row.name, kind: row.kind },
      ...{ userId: row.viewer === NOBODY ? null : (row.viewer as never), username: row.username },
      ...{ deviceId: row.device_id, ip: row.ip, userAgent: row.user_agent },
      ...{ startedAt: row.started_at.toISOString(), lastAt: row.last_at.toISOString() },
      ...{
        positionSec: row.position_sec,
        durationSec: row.duration_sec,
        bytesServed: Number(row.bytes_served),
      },
    })),
  };
}
