import type { Client } from 'pg';
import { findDurations, countActivities } from './count-activities.js';
import { storePlayed } from './heat-store.js';
import type { HouseClock } from './house-clock.js';
import { cover, fromFlat, lengthOf, toFlat, within, type Interval } from './intervals.js';
import type { Activity } from './play-sessions.js';
import { NOBODY } from '../storage/schema.js';

/** Players report every ten seconds; one that was offline tells of more, though not of when that was. */
const LONGEST_REPORT_SEC = 600;
/** Of a file whose length is not known nobody watches more at once. */
const MOST_WATCHED_SEC = 12 * 3_600;

interface ReportRow {
  readonly id: string;
  readonly file_id: string;
  readonly viewer: string;
  readonly playback_id: string;
  readonly session_id: string | null;
  readonly device_id: string | null;
  readonly segments: number[];
  readonly at: Date;
  readonly ip: string | null;
  readonly user_agent: string | null;
}

interface Watched {
  readonly report: ReportRow;
  readonly added: readonly Interval[];
  readonly sec: number;
}

/**
 * Counts what players reported, in one transaction: each second of a playback once, however often it is told. Returns how
 * many reports there were.
 */
export async function countReports(
  client: Client,
  clock: HouseClock,
  unnamed: (viewer: string) => boolean,
  limit: number,
): Promise<number> {
  const { rows } = await client.query<ReportRow>(
    `DELETE FROM analytics.reports WHERE id IN (SELECT id FROM analytics.reports ORDER BY id LIMIT $1)
     RETURNING id, file_id, viewer, playback_id, session_id, device_id, segments, at, ip, user_agent`,
    [limit],
  );
  if (rows.length === 0) return 0;
  const reports = rows.sort((a, b) => Number(a.id) - Number(b.id));
  const durations = await findDurations(client, [...new Set(reports.map(({ file_id }) => file_id))]);
  const watched = await takeWhatIsNew(client, reports, durations);
  await storeSegments(client, watched, unnamed);
  await storeFurthest(client, watched, unnamed);
  await storePlayed(
    client,
    watched.map(({ report, added }) => ({ fileId: report.file_id, stretches: added })),
    durations,
  );
  const activities = watched.map(({ report, added, sec }) => ({
    activity: activityOf(report, added, sec, unnamed),
    sec,
  }));
  await countActivities(
    client,
    clock,
    activities.map(({ activity }) => activity),
    activities,
  );
  return rows.length;
}

async function takeWhatIsNew(
  client: Client,
  reports: readonly ReportRow[],
  durations: ReadonlyMap<string, number>,
): Promise<Watched[]> {
  const keyOf = (one: Pick<ReportRow, 'playback_id' | 'file_id' | 'viewer'>) =>
    `${one.playback_id} ${one.file_id} ${one.viewer}`;
  const { rows } = await client.query<
    Pick<ReportRow, 'playback_id' | 'file_id' | 'viewer'> & { stretches: number[] }
  >(
    `SELECT playback_id, file_id, viewer, stretches FROM analytics.playbacks WHERE playback_id = ANY($1::uuid[])`,
    [[...new Set(reports.map(({ playback_id }) => playback_id))]],
  );
  const told = new Map(rows.map((row) => [keyOf(row), fromFlat(row.stretches) as readonly Interval[]]));
  const touched = new Map<string, ReportRow>();
  const watched = reports.map((report) => {
    const end = durations.get(report.file_id) ?? Number.POSITIVE_INFINITY;
    const { covered, added } = cover(told.get(keyOf(report)) ?? [], within(fromFlat(report.segments), end));
    told.set(keyOf(report), covered);
    touched.set(keyOf(report), report);
    return { report, added, sec: Math.min(lengthOf(added), MOST_WATCHED_SEC) };
  });
  await storePlaybacks(
    client,
    [...touched].map(([key, report]) => ({ ...report, stretches: toFlat(told.get(key) ?? []) })),
  );
  return watched.filter(({ added }) => added.length > 0);
}

async function storePlaybacks(
  client: Client,
  playbacks: readonly (Pick<ReportRow, 'playback_id' | 'file_id' | 'viewer'> & { stretches: number[] })[],
): Promise<void> {
  await client.query(
    `INSERT INTO analytics.playbacks (playback_id, file_id, viewer, stretches)
     SELECT playback_id, file_id, viewer, stretches
     FROM jsonb_to_recordset($1::jsonb) AS p (playback_id uuid, file_id uuid, viewer uuid, stretches float8[])
     ON CONFLICT (playback_id, file_id, viewer) DO UPDATE SET stretches = EXCLUDED.stretches, updated_at = now()`,
    [
      JSON.stringify(
        playbacks.map(({ playback_id, file_id, viewer, stretches }) => ({
          playback_id,
          file_id,
          viewer,
          stretches,
        })),
      ),
    ],
  );
}

/** Kept one by one for a while: a file whose length is learned later gets its curve of them. */
async function storeSegments(
  client: Client,
  watched: readonly Watched[],
  unnamed: (viewer: string) => boolean,
): Promise<void> {
  const segments = watched.flatMap(({ report, added }) =>
    added.map(([from_sec, to_sec]) => ({
      ...{ file_id: report.file_id, user_id: unnamed(report.viewer) ? NOBODY : report.viewer },
      ...{ playback_id: report.playback_id, from_sec, to_sec, at: report.at },
    })),
  );
  await client.query(
    `INSERT INTO analytics.played_segments (file_id, user_id, playback_id, from_sec, to_sec, at)
     SELECT file_id, user_id, playback_id, from_sec, to_sec, at FROM jsonb_to_recordset($1::jsonb)
       AS s (file_id uuid, user_id uuid, playback_id uuid, from_sec float8, to_sec float8, at timestamptz)`,
    [JSON.stringify(segments)],
  );
}

/** How far into a file each person got. */
async function storeFurthest(
  client: Client,
  watched: readonly Watched[],
  unnamed: (viewer: string) => boolean,
): Promise<void> {
  const named = watched.filter(({ report }) => !unnamed(report.viewer));
  await client.query(
    `INSERT INTO analytics.furthest AS known (file_id, viewer, sec)
     SELECT file_id, viewer, max(sec) FROM unnest($1::uuid[], $2::uuid[], $3::float8[]) AS f (file_id, viewer, sec)
     GROUP BY file_id, viewer ORDER BY file_id, viewer
     ON CONFLICT (file_id, viewer) DO UPDATE SET sec = GREATEST(known.sec, EXCLUDED.sec)`,
    [
      ...[named.map(({ report }) => report.file_id), named.map(({ report }) => report.viewer)],
      named.map(({ added }) => Math.max(...added.map(([, to]) => to))),
    ],
  );
}

/** A report tells of what was played up to the moment it was made. */
function activityOf(
  { file_id, viewer, session_id, device_id, at, ip, user_agent }: ReportRow,
  added: readonly Interval[],
  sec: number,
  unnamed: (viewer: string) => boolean,
): Activity {
  const isUnnamed = unnamed(viewer);
  return {
    ...{ fileId: file_id, viewer: isUnnamed ? NOBODY : viewer, access: 'stream' },
    ...{ ip: (!isUnnamed && ip) || '', userAgent: (!isUnnamed && user_agent) || '' },
    ...{ deviceId: isUnnamed ? null : device_id, sessionId: isUnnamed ? null : session_id, shareId: null },
    ...{ fromAt: at.getTime() - Math.min(sec, LONGEST_REPORT_SEC) * 1000, toAt: at.getTime() },
    ...{ requests: 0, bytesServed: 0, sent: [], sizeBytes: null, playedSec: sec },
    positionSec: added.at(-1)?.[1] ?? null,
  };
}
