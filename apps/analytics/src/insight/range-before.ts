import type { Range } from '@hearth/contracts';
import type { DataSource } from 'typeorm';
import { previousStart, rangeStart } from '../rollups/ranges.js';
import { rounded } from './rounded.js';

/** A range that ends now, and the one of the same length before it. */
export interface Span {
  readonly range: Range;
  readonly since: Date;
  /** When the range before begins; undefined where there is none, or where not all of it is kept any more. */
  readonly before: Date | undefined;
}

/** `keptMs`: how long what is compared bears names; figures without any are kept for ever. */
export function spanOf(range: Range, thisHour: number, keptMs = Infinity): Span {
  const before = previousStart(range, thisHour);
  const isKept = before !== undefined && before >= thisHour - keptMs;
  return {
    range,
    since: new Date(rangeStart(range, thisHour)),
    before: isKept ? new Date(before) : undefined,
  };
}

interface Had {
  readonly streams: number;
  readonly downloads: number;
  readonly viewers: number;
  readonly watchTimeSec: number;
  readonly bytesServed: number;
}

/** What files had in the range before, by their ids: those that had nothing are left out. By one person where `viewer` is given. */
export async function findHadBefore(
  database: DataSource,
  fileIds: readonly string[],
  { since, before }: Span,
  viewer?: string,
): Promise<ReadonlyMap<string, Had>> {
  if (before === undefined || fileIds.length === 0) return new Map();
  const rows = (await database.query(
    `SELECT file_id, ${SUMS} FROM analytics.file_viewer_hour
     WHERE file_id = ANY($1) AND hour >= $2 AND hour < $3 AND ($4::uuid IS NULL OR viewer = $4) GROUP BY file_id`,
    [fileIds, before, since, viewer ?? null],
  )) as (Row & { file_id: string })[];
  return new Map(rows.map((row) => [row.file_id, hadOf(row)]));
}

/** What one person had of all files in the range before; null where there is none. */
export async function findPersonBefore(
  database: DataSource,
  viewer: string,
  { since, before }: Span,
): Promise<Omit<Had, 'viewers'> | null> {
  if (before === undefined) return null;
  const [row] = (await database.query(
    `SELECT ${SUMS} FROM analytics.file_viewer_hour WHERE viewer = $1 AND hour >= $2 AND hour < $3`,
    [viewer, before, since],
  )) as [Row];
  const { viewers: _, ...had } = hadOf(row);
  return had;
}

const SUMS = `COALESCE(sum(streams), 0) AS streams, COALESCE(sum(downloads), 0) AS downloads,
  COALESCE(sum(watch_sec), 0) AS watch_sec, COALESCE(sum(bytes_served), 0) AS bytes_served,
  count(DISTINCT viewer) FILTER (WHERE streams > 0 OR downloads > 0 OR watch_sec > 0) AS viewers`;

interface Row {
  readonly streams: string;
  readonly downloads: string;
  readonly viewers: string;
  readonly watch_sec: number;
  readonly bytes_served: string;
}

function hadOf({ streams, downloads, viewers, watch_sec, bytes_served }: Row): Had {
  return {
    ...{ streams: Number(streams), downloads: Number(downloads), viewers: Number(viewers) },
    ...{ watchTimeSec: rounded(watch_sec), bytesServed: Number(bytes_served) },
  };
}

export const NOTHING: Had = { streams: 0, downloads: 0, viewers: 0, watchTimeSec: 0, bytesServed: 0 };
