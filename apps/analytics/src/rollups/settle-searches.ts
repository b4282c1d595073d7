import type { Client } from 'pg';

/** Whoever pauses for so long has typed what they mean. */
const SETTLED_AFTER_SEC = 3;

/** Counts the searches that nobody goes on typing at. In the caller's transaction. */
export async function settleSearches(client: Client): Promise<number> {
  const { rows } = await client.query<{ settled: number }>(
    `WITH settled AS (
       DELETE FROM analytics.open_searches WHERE session_id IN (
         SELECT session_id FROM analytics.open_searches WHERE at < now() - make_interval(secs => $1) LIMIT 1000)
       RETURNING words, results, at
     ), counted AS (
       INSERT INTO analytics.searches AS known (words, times, found_nothing, last_results, last_at)
       SELECT words, count(*), count(*) FILTER (WHERE results = 0), (array_agg(results ORDER BY at DESC))[1], max(at)
       FROM settled GROUP BY words ORDER BY words
       ON CONFLICT (words) DO UPDATE SET times = known.times + EXCLUDED.times,
         found_nothing = known.found_nothing + EXCLUDED.found_nothing,
         last_results = CASE WHEN EXCLUDED.last_at >= known.last_at THEN EXCLUDED.last_results ELSE known.last_results END,
         last_at = GREATEST(known.last_at, EXCLUDED.last_at)
     )
     SELECT count(*)::int AS settled FROM settled`,
    [SETTLED_AFTER_SEC],
  );
  return rows[0]?.settled ?? 0;
}
