import type { OutputOf, storageSummary } from '@hearth/contracts';
import type { DataSource } from 'typeorm';

type Summary = OutputOf<typeof storageSummary>;

interface Sum {
  readonly files: string;
  readonly size_bytes: string;
}

const SUM = 'count(*) AS files, COALESCE(sum(size_bytes), 0) AS size_bytes';
const IN_LIBRARY = 'removed_at IS NULL AND name IS NOT NULL';

const numbersOf = ({ files, size_bytes }: Sum) => ({ files: Number(files), sizeBytes: Number(size_bytes) });

/** What the library holds now, and of that, what came on each of the last 90 days (UTC). */
export async function summariseStorage(database: DataSource): Promise<Summary> {
  const [byType, byDevice, growth] = await Promise.all([
    database.query(
      `SELECT kind, ${SUM} FROM analytics.files WHERE ${IN_LIBRARY} GROUP BY kind ORDER BY sum(size_bytes) DESC, kind`,
    ) as Promise<(Sum & { kind: Summary['byType'][number]['kind'] })[]>,
    database.query(
      `SELECT device_id, ${SUM} FROM analytics.files WHERE ${IN_LIBRARY}
       GROUP BY device_id ORDER BY sum(size_bytes) DESC, device_id`,
    ) as Promise<(Sum & { device_id: string | null })[]>,
    database.query(
      `SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, ${SUM} FROM analytics.files
       WHERE ${IN_LIBRARY} AND created_at >= (date_trunc('day', now() AT TIME ZONE 'UTC') - interval '89 days') AT TIME ZONE 'UTC'
       GROUP BY day ORDER BY day`,
    ) as Promise<(Sum & { day: string })[]>,
  ]);
  const types = byType.map((row) => ({ kind: row.kind, ...numbersOf(row) }));
  return {
    totalBytes: types.reduce((total, { sizeBytes }) => total + sizeBytes, 0),
    totalFiles: types.reduce((total, { files }) => total + files, 0),
    byType: types,
    byDevice: byDevice.map((row) => ({ deviceId: row.device_id, ...numbersOf(row) })),
    growth: growth.map((row) => ({
      day: row.day,
      addedFiles: Number(row.files),
      addedBytes: Number(row.size_bytes),
    })),
    // Only who holds the library knows the size of its disk.
    daysUntilFull: null,
  };
}
