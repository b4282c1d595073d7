import type { deviceInsight, DeviceId, OutputOf, UserId } from '@hearth/contracts';
import type { DataSource } from 'typeorm';
import { NOBODY } from '../storage/schema.js';
import { findActivity } from './activity.js';
import type { Span } from './range-before.js';
import { rounded } from './rounded.js';

type Answer = OutputOf<typeof deviceInsight>;

const TOLD = 100;

interface Sums {
  readonly streams: string;
  readonly downloads: string;
  readonly played_sec: number;
  readonly bytes_served: string;
  readonly last_at: Date;
}
/** The sums of all, of a file or of a person: one of the two is set, or none. */
interface Row extends Sums {
  readonly file_id: string | null;
  readonly viewer: string | null;
  readonly name: string | null;
  readonly kind: string | null;
  readonly username: string | null;
}

const SUMS = `count(*) FILTER (WHERE access = 'stream') AS streams, count(*) FILTER (WHERE access = 'download') AS downloads,
  COALESCE(sum(played_sec), 0) AS played_sec, COALESCE(sum(bytes_served), 0) AS bytes_served, max(last_at) AS last_at`;
/** The sessions are read once, whatever is made of them. */
const STATEMENT = `
  WITH had AS MATERIALIZED (
    SELECT file_id, viewer, access, played_sec, bytes_served, last_at FROM analytics.access_sessions
    WHERE counted AND device_id = $1 AND started_at >= $2 AND ($3::uuid IS NULL OR viewer = $3)
  ), summed AS (
    SELECT NULL::uuid AS file_id, NULL::uuid AS viewer, ${SUMS} FROM had
    UNION ALL (SELECT file_id, NULL, ${SUMS} FROM had GROUP BY file_id
      ORDER BY sum(played_sec) DESC, count(*) DESC, file_id LIMIT ${TOLD})
    UNION ALL (SELECT NULL, viewer, ${SUMS} FROM had GROUP BY viewer ORDER BY max(last_at) DESC, viewer LIMIT ${TOLD})
  )
  SELECT r.*, f.name, COALESCE(f.kind, 'other') AS kind, u.username
  FROM summed r LEFT JOIN analytics.files f USING (file_id) LEFT JOIN analytics.users u ON u.user_id = r.viewer
  ORDER BY CASE WHEN r.file_id IS NOT NULL THEN r.played_sec END DESC NULLS LAST, r.streams DESC, r.last_at DESC, r.file_id`;

/** What was had on one device since a moment; by one person where `viewer` is given. */
export async function findDeviceInsight(
  database: DataSource,
  deviceId: DeviceId,
  viewer: UserId | undefined,
  span: Span,
): Promise<Answer> {
  const [rows, { items: sessions }, previous] = await Promise.all([
    database.query(STATEMENT, [deviceId, span.since, viewer ?? null]) as Promise<Row[]>,
    findActivity(database, { deviceId }, viewer),
    findBefore(database, deviceId, viewer, span),
  ]);
  const sums = rows.find(({ file_id, viewer: person }) => file_id === null && person === null) as Row;
  const people = rows
    .filter(({ viewer: person }) => person !== null)
    .sort((a, b) => b.last_at.getTime() - a.last_at.getTime());
  return {
    ...{ deviceId, scope: viewer === undefined ? 'all' : 'own' },
    ...{ streams: Number(sums.streams), downloads: Number(sums.downloads) },
    ...{ watchTimeSec: rounded(sums.played_sec), bytesServed: Number(sums.bytes_served) },
    previous,
    files: rows
      .filter(({ file_id }) => file_id !== null)
      .map((row) => ({
        ...{ fileId: row.file_id as never, name: row.name, kind: row.kind as never },
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

async function findBefore(
  database: DataSource,
  deviceId: DeviceId,
  viewer: UserId | undefined,
  { since, before }: Span,
): Promise<Answer['previous']> {
  if (before === undefined) return null;
  const [row] = (await database.query(
    `SELECT ${SUMS} FROM analytics.access_sessions
     WHERE counted AND device_id = $1 AND started_at >= $2 AND started_at < $3 AND ($4::uuid IS NULL OR viewer = $4)`,
    [deviceId, before, since, viewer ?? null],
  )) as [Sums];
  return {
    ...{ streams: Number(row.streams), downloads: Number(row.downloads) },
    ...{ watchTimeSec: rounded(row.played_sec), bytesServed: Number(row.bytes_served) },
  };
}

function figuresOf({ streams, downloads, played_sec, last_at }: Sums) {
  return {
    ...{ streams: Number(streams), downloads: Number(downloads), watchTimeSec: rounded(played_sec) },
    lastAt: last_at.toISOString(),
  };
}
