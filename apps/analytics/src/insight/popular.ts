import type { InputOf, OutputOf, popular, UserId } from '@hearth/contracts';
import type { DataSource } from 'typeorm';
import { rangeStart } from './range-start.js';

type Query = InputOf<typeof popular>['query'];
type Item = OutputOf<typeof popular>['items'][number];

const ORDER: Readonly<Record<Query['by'], string>> = {
  streams: 'streams',
  downloads: 'downloads',
  viewers: 'viewers',
  watchTime: 'watch_sec',
};

interface Row {
  readonly file_id: Item['fileId'];
  readonly name: string;
  readonly kind: Item['kind'];
  readonly streams: string;
  readonly downloads: string;
  readonly viewers: string;
  readonly watch_sec: number;
  readonly bytes_served: string;
  readonly in_library: boolean;
}

/** The statement and its parameters, apart so that a test can have it explained. */
export function popularStatement(
  query: Query,
  uploadedBy: UserId | undefined,
  now: Date,
): [string, unknown[]] {
  const since = rangeStart(query.range, now);
  const parameters: unknown[] = [];
  const bind = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = [
    'f.name IS NOT NULL',
    ...(since ? [`r.hour >= ${bind(since)}`] : []),
    ...(query.type ? [`f.kind = ${bind(query.type)}`] : []),
    ...(uploadedBy ? [`f.uploaded_by = ${bind(uploadedBy)}`] : []),
  ];
  return [
    `SELECT f.file_id, f.name, f.kind, f.removed_at IS NULL AS in_library, sums.*
     FROM (
       SELECT r.file_id, sum(r.streams) AS streams, sum(r.downloads) AS downloads,
         count(DISTINCT r.viewer) AS viewers, sum(r.watch_sec) AS watch_sec, sum(r.bytes_served) AS bytes_served
       FROM analytics.file_viewer_hour r JOIN analytics.files f USING (file_id)
       WHERE ${conditions.join(' AND ')}
       GROUP BY r.file_id
       ORDER BY ${ORDER[query.by]} DESC, r.file_id
       LIMIT ${bind(query.limit)}
     ) sums JOIN analytics.files f USING (file_id)
     ORDER BY ${ORDER[query.by]} DESC, f.file_id`,
    parameters,
  ];
}

export async function findPopular(
  database: DataSource,
  query: Query,
  uploadedBy: UserId | undefined,
): Promise<OutputOf<typeof popular>> {
  const rows = (await database.query(...popularStatement(query, uploadedBy, new Date()))) as Row[];
  return {
    items: rows.map((row) => ({
      fileId: row.file_id,
      name: row.name,
      kind: row.kind,
      streams: Number(row.streams),
      downloads: Number(row.downloads),
      viewers: Number(row.viewers),
      watchTimeSec: row.watch_sec,
      bytesServed: Number(row.bytes_served),
      inLibrary: row.in_library,
    })),
  };
}
