import type { Client } from 'pg';
import { rangeStarts } from './ranges.js';
import { foldGains } from './fold-gains.js';

/** All that is queued: what is folded and what lies in the roll-up have to agree while hours are taken off. */
const ALL = 10_000_000;

/** Whether hours are to be taken off the scores. */
export async function isBehind(client: Client, thisHour: number): Promise<boolean> {
  const { rows } = await client.query<{ range: string; edge: Date }>(
    'SELECT range, edge FROM analytics.range_edges',
  );
  const edges = new Map(rows.map(({ range, edge }) => [range, edge.getTime()]));
  // A clock that was set back takes nothing back: what was taken off stays off until the time comes again.
  return [...rangeStarts(thisHour)].some(([range, start]) => (edges.get(range) ?? -Infinity) < start);
}

/** The first edges, before anything is folded. */
export async function setEdges(client: Client, thisHour: number): Promise<void> {
  const starts = [...rangeStarts(thisHour)];
  await client.query(
    `INSERT INTO analytics.range_edges (range, edge) SELECT * FROM unnest($1::text[], $2::timestamptz[])
     ON CONFLICT DO NOTHING`,
    [starts.map(([range]) => range), starts.map(([, start]) => new Date(start).toISOString())],
  );
}

/**
 * Takes the hours off each range's scores that no longer belong to it: those between where it began and where it begins now,
 * however many these are. In a transaction of the caller's that sees one moment (REPEATABLE READ).
 */
export async function advanceRanges(client: Client, timeZone: string, thisHour: number): Promise<void> {
  await foldGains(client, timeZone, ALL);
  const { rows } = await client.query<{ range: string; edge: Date }>(
    'SELECT range, edge FROM analytics.range_edges',
  );
  const starts = rangeStarts(thisHour);
  for (const { range, edge } of rows) {
    const start = starts.get(range as never);
    if (start === undefined || edge.getTime() >= start) continue;
    await takeOff(client, range, edge, new Date(start));
  }
}

async function takeOff(client: Client, range: string, from: Date, until: Date): Promise<void> {
  await client.query(
    `WITH sums AS (
       SELECT file_id, sum(streams) AS streams, sum(downloads) AS downloads, sum(bytes_served) AS bytes_served,
         sum(watch_sec) AS watch_sec
       FROM analytics.file_viewer_hour WHERE hour >= $2 AND hour < $3 GROUP BY file_id
     ), gone AS (
       SELECT file_id, count(*) AS viewers FROM analytics.file_viewers
       WHERE last_hour >= $2 AND last_hour < $3 GROUP BY file_id
     )
     UPDATE analytics.file_scores s SET
       streams = s.streams - COALESCE(sums.streams, 0), downloads = s.downloads - COALESCE(sums.downloads, 0),
       viewers = s.viewers - COALESCE(gone.viewers, 0),
       completions = s.completions - COALESCE(sums.watch_sec / NULLIF((SELECT duration_sec FROM analytics.files f WHERE f.file_id = s.file_id), 0), 0),
       watch_sec = s.watch_sec - COALESCE(sums.watch_sec, 0),
       bytes_served = s.bytes_served - COALESCE(sums.bytes_served, 0)
     FROM sums FULL JOIN gone USING (file_id)
     WHERE s.range = $1 AND s.file_id = COALESCE(sums.file_id, gone.file_id)`,
    [range, from.toISOString(), until.toISOString()],
  );
  // What is left of sums of fractions after the same ones were taken off is no watch time.
  await client.query(
    `DELETE FROM analytics.file_scores WHERE range = $1
       AND kind IN ('image', 'video', 'audio', 'document', 'other') -- so that an index leads to them
       AND streams <= 0 AND downloads <= 0 AND viewers <= 0
       AND bytes_served <= 0 AND watch_sec < 0.001`,
    [range],
  );
  await client.query('UPDATE analytics.range_edges SET edge = $2 WHERE range = $1', [
    range,
    until.toISOString(),
  ]);
}
