import type { Queryable } from '@hearth/platform';
import type { DataSource } from 'typeorm';

/** What is counted of a kind: the sums, and what has changed since they were made. */
export function talliesOf(condition: string): string {
  return `(
    SELECT key, files, size_bytes FROM catalog.tallies t WHERE ${condition}
    UNION ALL SELECT key, files, size_bytes FROM catalog.tally_changes t WHERE ${condition}
  )`;
}

const CHANGES_AT_ONCE = 20_000;

/** Sums up what has changed. One does at a time; another that comes meanwhile has nothing to do. */
export async function sumUpTallies(database: DataSource): Promise<void> {
  for (;;) {
    const summed = await database.transaction(async (manager) => {
      const [turn] = await manager.query<{ is_ours: boolean }[]>(
        `SELECT pg_try_advisory_xact_lock(hashtext('hearth.catalog'), hashtext('tallies')) AS is_ours`,
      );
      return turn?.is_ours ? sumUpSome(manager) : 0;
    });
    if (summed < CHANGES_AT_ONCE) return;
  }
}

async function sumUpSome(database: Queryable): Promise<number> {
  const [row] = await database.query<{ changes: number }[]>(
    `WITH taken AS (
       DELETE FROM catalog.tally_changes
       WHERE id IN (SELECT id FROM catalog.tally_changes ORDER BY id LIMIT $1) RETURNING kind, key, files, size_bytes
     ), summed AS (
       INSERT INTO catalog.tallies AS t (kind, key, files, size_bytes)
       SELECT kind, key, sum(files), sum(size_bytes) FROM taken GROUP BY kind, key
       ON CONFLICT (kind, key) DO UPDATE SET files = t.files + EXCLUDED.files, size_bytes = t.size_bytes + EXCLUDED.size_bytes
       RETURNING 1
     ) SELECT (SELECT count(*)::int FROM taken) AS changes, (SELECT count(*) FROM summed) AS sums`,
    [CHANGES_AT_ONCE],
  );
  await database.query('DELETE FROM catalog.tallies WHERE files = 0 AND size_bytes = 0');
  return row?.changes ?? 0;
}

export interface TagCount {
  readonly tag: string;
  readonly files: number;
}

/** The tags in use after this one, as people sort. */
export function findTags(
  database: Queryable,
  { query, after, limit }: { query?: string | undefined; after?: string | undefined; limit: number },
): Promise<TagCount[]> {
  return database.query<TagCount[]>(
    `SELECT t.key AS tag, sum(t.files)::int AS files FROM ${talliesOf(`t.kind = 'tag'`)} AS t
     WHERE ($1::text IS NULL OR strpos(lower(t.key), lower($1)) > 0)
     GROUP BY t.key HAVING sum(t.files) > 0
       AND ($2::text IS NULL OR (t.key COLLATE catalog.human_order, t.key COLLATE "C") > ($2 COLLATE catalog.human_order, $2 COLLATE "C"))
     ORDER BY t.key COLLATE catalog.human_order, t.key COLLATE "C" LIMIT $3`,
    [query ?? null, after ?? null, limit],
  );
}
