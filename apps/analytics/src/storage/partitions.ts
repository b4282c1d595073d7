/** Runs one statement: a pg client or TypeORM's manager. */
export type RunQuery = (sql: string, parameters?: unknown[]) => Promise<unknown>;

const DAY_MS = 86_400_000;

/** The UTC day a moment falls on, `2026-11-20`. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

export function dayAfter(day: string): string {
  return dayOf(new Date(Date.parse(day) + DAY_MS));
}

export function partitionOf(day: string): string {
  return `access_log_${day.replaceAll('-', '')}`;
}

/** The day whose accesses a partition holds, if the name is one of ours. */
export function dayOfPartition(name: string): string | undefined {
  const [, year, month, day] = /^access_log_(\d{4})(\d{2})(\d{2})$/.exec(name) ?? [];
  return year && `${year}-${month}-${day}`;
}

/** Makes the partitions of these days where they are missing. In the caller's transaction; copies wait for each other. */
export async function ensurePartitions(run: RunQuery, days: Iterable<string>): Promise<void> {
  for (const day of days) {
    const name = partitionOf(day);
    const [{ exists }] = (await run(`SELECT to_regclass($1) IS NOT NULL AS exists`, [
      `analytics.${name}`,
    ])) as [{ exists: boolean }];
    if (exists) continue;
    await run(`SELECT pg_advisory_xact_lock(hashtext('hearth.analytics.partitions'))`);
    await run(
      `CREATE TABLE IF NOT EXISTS analytics.${name} PARTITION OF analytics.access_log
       FOR VALUES FROM ('${day} 00:00:00+00') TO ('${dayAfter(day)} 00:00:00+00')`,
    );
  }
}
