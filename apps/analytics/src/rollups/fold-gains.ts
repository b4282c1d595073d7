import type { Client } from 'pg';

/**
 * Adds queued gains to all that is kept of them: each file's score in each range, the house's hours, who was active on a day,
 * what was ever used. One statement, in the caller's transaction, so that each gain counts once. A viewer belongs to a range
 * when the last hour in which they had the file lies in it; they are new to it when that was not so before.
 */
export async function foldGains(client: Client, timeZone: string, limit: number): Promise<number> {
  const { rows } = await client.query<{ taken: number }>(
    `WITH taken AS (
       DELETE FROM analytics.gains WHERE id IN (SELECT id FROM analytics.gains ORDER BY id LIMIT $1)
       RETURNING file_id, viewer, hour, streams, downloads, bytes_served, watch_sec
     ), viewings AS (
       SELECT file_id, viewer, max(hour) AS hour FROM taken
       WHERE streams > 0 OR downloads > 0 OR watch_sec > 0 GROUP BY file_id, viewer
     ), seen AS (
       SELECT v.file_id, v.viewer, v.hour, k.last_hour FROM viewings v
       LEFT JOIN analytics.file_viewers k USING (file_id, viewer)
     ), viewers AS (
       INSERT INTO analytics.file_viewers AS known (file_id, viewer, last_hour)
       SELECT file_id, viewer, hour FROM viewings ORDER BY file_id, viewer
       ON CONFLICT (file_id, viewer) DO UPDATE SET last_hour = GREATEST(known.last_hour, EXCLUDED.last_hour)
     ), sums AS (
       SELECT t.file_id, e.range, sum(streams) AS streams, sum(downloads) AS downloads, sum(bytes_served) AS bytes_served,
         sum(watch_sec) AS watch_sec
       FROM taken t JOIN analytics.range_edges e ON t.hour >= e.edge GROUP BY t.file_id, e.range
     ), new_viewers AS (
       SELECT s.file_id, e.range, count(*) AS viewers
       FROM seen s JOIN analytics.range_edges e ON s.hour >= e.edge AND (s.last_hour IS NULL OR s.last_hour < e.edge)
       GROUP BY s.file_id, e.range
     ), scores AS (
       INSERT INTO analytics.file_scores AS known
         (file_id, range, kind, uploaded_by, streams, downloads, viewers, watch_sec, completions, bytes_served)
       SELECT s.file_id, s.range, COALESCE(f.kind, 'other'), f.uploaded_by, s.streams, s.downloads, COALESCE(n.viewers, 0),
         s.watch_sec, COALESCE(s.watch_sec / NULLIF(f.duration_sec, 0), 0), s.bytes_served
       FROM sums s LEFT JOIN new_viewers n USING (file_id, range) LEFT JOIN analytics.files f USING (file_id)
       ORDER BY s.file_id, s.range
       ON CONFLICT (file_id, range) DO UPDATE SET
         streams = known.streams + EXCLUDED.streams, downloads = known.downloads + EXCLUDED.downloads,
         viewers = known.viewers + EXCLUDED.viewers, watch_sec = known.watch_sec + EXCLUDED.watch_sec,
         completions = known.completions + EXCLUDED.completions,
         bytes_served = known.bytes_served + EXCLUDED.bytes_served
     ), hours AS (
       INSERT INTO analytics.house_hours AS known (hour, streams, downloads, bytes_served, watch_sec)
       SELECT hour, sum(streams), sum(downloads), sum(bytes_served), sum(watch_sec) FROM taken GROUP BY hour ORDER BY hour
       ON CONFLICT (hour) DO UPDATE SET
         streams = known.streams + EXCLUDED.streams, downloads = known.downloads + EXCLUDED.downloads,
         bytes_served = known.bytes_served + EXCLUDED.bytes_served, watch_sec = known.watch_sec + EXCLUDED.watch_sec
     ), people AS (
       INSERT INTO analytics.active_days (day, what, who)
       SELECT DISTINCT (hour AT TIME ZONE $2)::date, 'person', viewer::text FROM taken
       WHERE streams > 0 OR downloads > 0 OR watch_sec > 0 ORDER BY 1, 3
       ON CONFLICT DO NOTHING RETURNING day
     ), days AS (
       INSERT INTO analytics.day_counts AS known (day, users) SELECT day, count(*) FROM people GROUP BY day ORDER BY day
       ON CONFLICT (day) DO UPDATE SET users = known.users + EXCLUDED.users
     ), used AS (
       -- A file of which nobody told is put down without a name, to be asked after.
       INSERT INTO analytics.files AS known (file_id, revision, used_at)
       SELECT file_id, 0, max(hour) FROM viewings GROUP BY file_id ORDER BY file_id
       ON CONFLICT (file_id) DO UPDATE SET used_at = GREATEST(known.used_at, EXCLUDED.used_at)
       WHERE known.used_at IS DISTINCT FROM GREATEST(known.used_at, EXCLUDED.used_at)
     )
     SELECT count(*)::int AS taken FROM taken`,
    [limit, timeZone],
  );
  return rows[0]?.taken ?? 0;
}
