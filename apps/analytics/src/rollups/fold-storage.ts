import type { Client } from 'pg';

/** Adds queued changes of files to what the library holds, and to the days on which it grew. In the caller's transaction. */
export async function foldStorage(client: Client, timeZone: string, limit: number): Promise<number> {
  const { rows } = await client.query<{ taken: number }>(
    `WITH taken AS (
       DELETE FROM analytics.storage_changes
       WHERE id IN (SELECT id FROM analytics.storage_changes ORDER BY id LIMIT $1)
       RETURNING sign, kind, folder, device_id, size_bytes, created_at, removed_at
     ), here AS (SELECT * FROM taken WHERE removed_at IS NULL),
     keyed AS (
       SELECT 'kind' AS by, kind AS key, sign, size_bytes FROM here
       UNION ALL SELECT 'device', COALESCE(device_id::text, ''), sign, size_bytes FROM here
       UNION ALL SELECT 'folder', folder, sign, size_bytes FROM here
     ), totals AS (
       INSERT INTO analytics.storage_totals AS known (by, key, files, size_bytes)
       SELECT by, key, sum(sign), sum(sign * size_bytes) FROM keyed GROUP BY by, key ORDER BY by, key
       ON CONFLICT (by, key) DO UPDATE SET
         files = known.files + EXCLUDED.files, size_bytes = known.size_bytes + EXCLUDED.size_bytes
     ), dated AS (
       SELECT (created_at AT TIME ZONE $2)::date AS day, kind, sign AS added_files, sign * size_bytes AS added_bytes,
         0 AS removed_files, 0 AS removed_bytes FROM taken
       UNION ALL
       SELECT (removed_at AT TIME ZONE $2)::date, kind, 0, 0, sign, sign * size_bytes FROM taken WHERE removed_at IS NOT NULL
     ), days AS (
       INSERT INTO analytics.storage_days AS known (day, kind, added_files, added_bytes, removed_files, removed_bytes)
       SELECT day, kind, sum(added_files), sum(added_bytes), sum(removed_files), sum(removed_bytes)
       FROM dated GROUP BY day, kind ORDER BY day, kind
       ON CONFLICT (day, kind) DO UPDATE SET
         added_files = known.added_files + EXCLUDED.added_files, added_bytes = known.added_bytes + EXCLUDED.added_bytes,
         removed_files = known.removed_files + EXCLUDED.removed_files,
         removed_bytes = known.removed_bytes + EXCLUDED.removed_bytes
     )
     SELECT count(*)::int AS taken FROM taken`,
    [limit, timeZone],
  );
  return rows[0]?.taken ?? 0;
}
