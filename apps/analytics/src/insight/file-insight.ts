import { hasRole, type fileInsight, type FileId, type OutputOf, type Range } from '@hearth/contracts';
import { HearthError, type Caller } from '@hearth/platform';
import type { DataSource } from 'typeorm';
import { NOBODY } from '../storage/schema.js';
import { findActivity } from './activity.js';
import { findHadBefore, NOTHING, type Span } from './range-before.js';
import { rounded } from './rounded.js';

type Answer = OutputOf<typeof fileInsight>;

const PEOPLE_TOLD = 200;
const SESSIONS_TOLD = 50;
const DROP_OFF_POINTS = 20;

interface PersonRow {
  readonly viewer: string;
  readonly username: string | null;
  readonly streams: string;
  readonly downloads: string;
  readonly watch_sec: number;
  readonly bytes_served: string;
  readonly last_at: Date;
}

/** Everything about one file that the caller may know. */
export async function findFileInsight(
  database: DataSource,
  fileId: FileId,
  { role, userId }: Caller,
  span: Span,
): Promise<Answer> {
  const [file] = (await database.query(
    `SELECT name, COALESCE(kind, 'other') AS kind, duration_sec, uploaded_by, removed_at IS NULL AS in_library
     FROM analytics.files WHERE file_id = $1`,
    [fileId],
  )) as {
    name: string | null;
    kind: Answer['kind'];
    duration_sec: number | null;
    uploaded_by: string | null;
    in_library: boolean;
  }[];
  if (!file) throw new HearthError('file.not-found');
  const seesAll = hasRole(role, 'admin') || (hasRole(role, 'editor') && file.uploaded_by === userId);
  const viewer = seesAll ? undefined : userId;
  const [people, furthest, shares, activity, viewers, before] = await Promise.all([
    findPeople(database, fileId, span.since, viewer),
    findFurthest(database, fileId, viewer),
    findShares(database, fileId, viewer),
    findActivity(database, { fileId, limit: SESSIONS_TOLD }, viewer),
    countViewers(database, fileId, span.range, viewer),
    findHadBefore(database, [fileId], span, viewer),
  ]);
  const total = (of: (person: PersonRow) => number) => people.reduce((sum, person) => sum + of(person), 0);
  const watchTimeSec = total(({ watch_sec }) => watch_sec);
  const completionsOf = (sec: number) => (file.duration_sec ? rounded(sec / file.duration_sec) : 0);
  const had = before.get(fileId) ?? NOTHING;
  return {
    ...{
      fileId,
      name: file.name,
      kind: file.kind,
      durationSec: file.duration_sec,
      inLibrary: file.in_library,
    },
    scope: seesAll ? 'all' : 'own',
    streams: total(({ streams }) => Number(streams)),
    downloads: total(({ downloads }) => Number(downloads)),
    viewers,
    watchTimeSec: rounded(watchTimeSec),
    completions: completionsOf(watchTimeSec),
    bytesServed: total(({ bytes_served }) => Number(bytes_served)),
    previous: span.before === undefined ? null : { ...had, completions: completionsOf(had.watchTimeSec) },
    people: people.slice(0, PEOPLE_TOLD).map((row) => ({
      userId: row.viewer === NOBODY ? null : (row.viewer as never),
      username: row.username,
      streams: Number(row.streams),
      downloads: Number(row.downloads),
      watchTimeSec: rounded(row.watch_sec),
      lastAt: row.last_at.toISOString(),
    })),
    dropOff: dropOffOf(furthest, file.duration_sec),
    shares,
    sessions: activity.items,
  };
}

async function findPeople(
  database: DataSource,
  fileId: string,
  since: Date,
  viewer: string | undefined,
): Promise<PersonRow[]> {
  return (await database.query(
    `SELECT r.viewer, max(u.username) AS username, sum(r.streams) AS streams, sum(r.downloads) AS downloads,
       sum(r.watch_sec) AS watch_sec, sum(r.bytes_served) AS bytes_served, max(r.hour) AS last_at
     FROM analytics.file_viewer_hour r LEFT JOIN analytics.users u ON u.user_id = r.viewer
     WHERE r.file_id = $1 AND r.hour >= $2 AND ($3::uuid IS NULL OR r.viewer = $3)
     GROUP BY r.viewer ORDER BY max(r.hour) DESC, r.viewer LIMIT 10000`,
    [fileId, since, viewer ?? null],
  )) as PersonRow[];
}

async function countViewers(
  database: DataSource,
  fileId: string,
  range: Range,
  viewer: string | undefined,
): Promise<number> {
  const [row] = (await database.query(
    `SELECT count(*)::int AS viewers FROM analytics.file_viewers v, analytics.range_edges e
     WHERE v.file_id = $1 AND e.range = $2 AND v.last_hour >= e.edge AND ($3::uuid IS NULL OR v.viewer = $3)`,
    [fileId, range, viewer ?? null],
  )) as [{ viewers: number }];
  return row.viewers;
}

async function findFurthest(
  database: DataSource,
  fileId: string,
  viewer: string | undefined,
): Promise<number[]> {
  const rows = (await database.query(
    'SELECT sec FROM analytics.furthest WHERE file_id = $1 AND ($2::uuid IS NULL OR viewer = $2) LIMIT 10000',
    [fileId, viewer ?? null],
  )) as { sec: number }[];
  return rows.map(({ sec }) => sec);
}

/** A player's last report may end a moment before the file does. */
const TOLERANCE_SEC = 0.5;

export function dropOffOf(furthest: readonly number[], durationSec: number | null): Answer['dropOff'] {
  if (!durationSec || furthest.length === 0) return [];
  return Array.from({ length: DROP_OFF_POINTS + 1 }, (_, point) => {
    const atSec = (point * durationSec) / DROP_OFF_POINTS;
    const stayed = furthest.filter((sec) => sec >= atSec - TOLERANCE_SEC).length;
    return { atSec, share: Math.round((1_000 * stayed) / furthest.length) / 1_000 };
  });
}

async function findShares(
  database: DataSource,
  fileId: string,
  viewer: string | undefined,
): Promise<Answer['shares']> {
  return (await database.query(
    `SELECT share_id AS "shareId", (count(*) FILTER (WHERE access = 'stream'))::int AS streams,
       (count(*) FILTER (WHERE access = 'download'))::int AS downloads
     FROM analytics.access_sessions
     WHERE file_id = $1 AND counted AND share_id IS NOT NULL AND ($2::uuid IS NULL OR viewer = $2)
     GROUP BY share_id ORDER BY count(*) DESC LIMIT 100`,
    [fileId, viewer ?? null],
  )) as Answer['shares'];
}
