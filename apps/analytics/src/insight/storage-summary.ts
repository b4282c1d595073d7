import type { OutputOf, storageSummary } from '@hearth/contracts';
import type { DataSource } from 'typeorm';
import { daysUntilFull, type Growth } from './days-until-full.js';
import { findFreeBytes } from './free-bytes.js';

type Summary = OutputOf<typeof storageSummary>;

interface Sum {
  readonly files: string;
  readonly size_bytes: string;
}

const SUM = 'count(*) AS files, COALESCE(sum(size_bytes), 0) AS size_bytes';
const IN_LIBRARY = 'removed_at IS NULL AND name IS NOT NULL';

const numbersOf = ({ files, size_bytes }: Sum) => ({ files: Number(files), sizeBytes: Number(size_bytes) });

/**
 * How the library grew in the last 30 days. Its first day does not count: then all came in that was there before.
 */
async function findGrowth(database: DataSource): Promise<Omit<Growth, 'freeBytes'>> {
  const [row] = (await database.query(`
    WITH first AS (SELECT min(created_at) AS at FROM analytics.files WHERE ${IN_LIBRARY}),
      pace AS (SELECT at, GREATEST(at + interval '1 day', now() - interval '30 days') AS since FROM first)
    SELECT EXTRACT(epoch FROM now() - at) / 86400 AS known_days,
      EXTRACT(epoch FROM now() - since) / 86400 AS pace_days,
      (SELECT COALESCE(sum(size_bytes), 0) FROM analytics.files WHERE ${IN_LIBRARY} AND created_at >= since)
      - (SELECT COALESCE(sum(size_bytes), 0) FROM analytics.files WHERE removed_at >= since AND created_at < since) AS grown_bytes
    FROM pace`)) as [{ known_days: string | null; pace_days: string | null; grown_bytes: string }];
  const numberOf = (text: string | null) => (text === null ? null : Number(text));
  return {
    knownDays: numberOf(row.known_days),
    paceDays: numberOf(row.pace_days),
    grownBytes: Number(row.grown_bytes),
  };
}

/** What the library holds now, and of that, what came on each of the last 90 days (UTC). */
export async function summariseStorage(database: DataSource, library: string | undefined): Promise<Summary> {
  const [byType, byDevice, growth, pace, freeBytes] = await Promise.all([
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
    findGrowth(database),
    findFreeBytes(library),
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
    daysUntilFull: daysUntilFull({ ...pace, freeBytes }),
  };
}
