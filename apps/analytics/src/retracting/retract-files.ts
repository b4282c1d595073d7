import type { Client } from 'pg';
import { foldGains } from '../rollups/fold-gains.js';

/** What is queued has to be in the figures before it is taken off them. */
const ALL = 10_000_000;
const IS_VIEWING = '(streams > 0 OR downloads > 0 OR watch_sec > 0)';

/** `$1`: the files; `$2`: the house's time zone. In this order: the figures are told by the rows that go last. */
const STATEMENTS = [
  `DELETE FROM analytics.reports WHERE file_id = ANY($1)`,
  `WITH sums AS (
     SELECT hour, sum(streams) AS streams, sum(downloads) AS downloads, sum(bytes_served) AS bytes_served,
       sum(watch_sec) AS watch_sec
     FROM analytics.file_viewer_hour WHERE file_id = ANY($1) GROUP BY hour
   )
   UPDATE analytics.house_hours h SET streams = h.streams - sums.streams, downloads = h.downloads - sums.downloads,
     bytes_served = h.bytes_served - sums.bytes_served, watch_sec = GREATEST(0, h.watch_sec - sums.watch_sec)
   FROM sums WHERE h.hour = sums.hour`,
  // What is left of sums of fractions after the same ones were taken off is no watch time.
  `DELETE FROM analytics.house_hours
   WHERE hour IN (SELECT hour FROM analytics.file_viewer_hour WHERE file_id = ANY($1))
     AND streams <= 0 AND downloads <= 0 AND bytes_served <= 0 AND watch_sec < 0.001`,
  `WITH gone AS (
     SELECT date_trunc('hour', started_at, $2) AS hour, round(EXTRACT(epoch FROM last_at - started_at))::int AS length_sec,
       count(*) AS sessions
     FROM analytics.access_sessions WHERE file_id = ANY($1) AND counted AND access = 'stream' GROUP BY 1, 2
   )
   UPDATE analytics.session_lengths l SET sessions = l.sessions - gone.sessions
   FROM gone WHERE l.hour = gone.hour AND l.length_sec = gone.length_sec`,
  `DELETE FROM analytics.session_lengths WHERE sessions <= 0`,
  // Whoever had another file on that day, too, was active all the same.
  `WITH had AS (
     SELECT DISTINCT (hour AT TIME ZONE $2)::date AS day, viewer FROM analytics.file_viewer_hour
     WHERE file_id = ANY($1) AND ${IS_VIEWING}
   ), gone AS (
     DELETE FROM analytics.active_days a USING had
     WHERE a.day = had.day AND a.what = 'person' AND a.who = had.viewer::text AND NOT EXISTS (
       SELECT 1 FROM analytics.file_viewer_hour o
       WHERE o.viewer = had.viewer AND o.file_id <> ALL($1) AND ${IS_VIEWING}
         AND o.hour >= had.day::timestamp AT TIME ZONE $2 AND o.hour < (had.day + 1)::timestamp AT TIME ZONE $2)
     RETURNING a.day
   ), days AS (SELECT day, count(*) AS people FROM gone GROUP BY day)
   UPDATE analytics.day_counts c SET users = c.users - days.people FROM days WHERE c.day = days.day`,
  `WITH had AS (
     SELECT DISTINCT day::date AS day, who
     FROM analytics.access_sessions,
       generate_series((started_at AT TIME ZONE $2)::date, (last_at AT TIME ZONE $2)::date, '1 day') AS day,
       -- A device that played and was sent something went by both in turn.
       unnest(CASE WHEN COALESCE(device_id, session_id) IS NULL THEN ARRAY[ip || ' ' || user_agent]
         ELSE array_remove(ARRAY[device_id::text, session_id::text], NULL) END) AS who
     WHERE file_id = ANY($1) AND counted
   ), gone AS (
     DELETE FROM analytics.active_days a USING had
     WHERE a.day = had.day AND a.what = 'device' AND a.who = had.who AND NOT EXISTS (
       SELECT 1 FROM analytics.access_sessions o
       WHERE o.counted AND o.file_id <> ALL($1)
         AND (had.who IN (o.device_id::text, o.session_id::text)
           OR (COALESCE(o.device_id, o.session_id) IS NULL AND had.who = o.ip || ' ' || o.user_agent))
         AND o.started_at < (had.day + 1)::timestamp AT TIME ZONE $2 AND o.last_at >= had.day::timestamp AT TIME ZONE $2)
     RETURNING a.day
   ), days AS (SELECT day, count(*) AS devices FROM gone GROUP BY day)
   UPDATE analytics.day_counts c SET devices = c.devices - days.devices FROM days WHERE c.day = days.day`,
  `DELETE FROM analytics.day_counts WHERE users <= 0 AND devices <= 0`,
  ...[
    ...[
      'file_scores',
      'file_viewers',
      'file_viewer_hour',
      'heat',
      'furthest',
      'heat_rebuilds',
      'played_segments',
    ],
    ...['playbacks', 'access_sessions', 'access_log'],
  ].map((table) => `DELETE FROM analytics.${table} WHERE file_id = ANY($1)`),
  `UPDATE analytics.files SET used_at = NULL WHERE file_id = ANY($1) AND removed_at IS NULL`,
  // Of one that is gone nothing is left to know; the days on which it came and went are told by what this queues.
  `DELETE FROM analytics.files WHERE file_id = ANY($1) AND removed_at IS NOT NULL`,
];

/** Takes all that was counted of files off every figure. In a transaction of the caller's that has the figures' lock. */
export async function retractFiles(
  client: Client,
  timeZone: string,
  fileIds: readonly string[],
): Promise<void> {
  await foldGains(client, timeZone, ALL);
  for (const statement of STATEMENTS) {
    const used = [fileIds, timeZone].filter((_, index) => statement.includes(`$${index + 1}`));
    await client.query(statement, used);
  }
}
