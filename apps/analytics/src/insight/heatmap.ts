import type { heatmap, InputOf, OutputOf } from '@hearth/contracts';
import { hasRole } from '@hearth/contracts';
import { HearthError, type Caller } from '@hearth/platform';
import type { DataSource } from 'typeorm';
import { curveOf, mostReplayed, type Bucket } from '../counting/heat.js';

interface Row {
  readonly uploaded_by: string | null;
  readonly duration_sec: number | null;
  readonly source: 'played' | 'sent' | null;
  readonly extent: number | null;
  readonly amounts: number[] | null;
}

type Heatmap = OutputOf<typeof heatmap>;
const inSeconds = ({ from, to, plays }: Bucket) => ({ fromSec: from, toSec: to, plays });

/** Which parts of a file are played most: by what players told, or by what was sent where none did. */
export async function findHeatmap(
  database: DataSource,
  { fileId, buckets }: InputOf<typeof heatmap>['query'],
  { role, userId }: Caller,
): Promise<Heatmap> {
  const rows = (await database.query(
    `SELECT f.uploaded_by, f.duration_sec, h.source, h.extent, h.amounts
     FROM analytics.files f LEFT JOIN analytics.heat h USING (file_id) WHERE f.file_id = $1`,
    [fileId],
  )) as Row[];
  const [file] = rows;
  if (!file) throw new HearthError('file.not-found');
  if (!hasRole(role, 'admin') && file.uploaded_by !== userId) throw new HearthError('auth.forbidden');
  // Earlier versions kept a curve of nothing for each file whose length was learned late.
  const of = (source: Row['source']) =>
    rows.find((row) => row.source === source && row.amounts?.some((amount) => amount > 0));
  const [played, sent] = [of('played'), of('sent')];
  const durationSec = file.duration_sec || null;
  const best = played ?? sent;
  // Bytes are taken to lie evenly over the time.
  const curve = durationSec === null ? [] : scaled(curveFrom(best, buckets), durationSec, buckets);
  const most = mostReplayed(curve);
  return {
    fileId,
    durationSec,
    buckets: curve.map(inSeconds),
    peak: Math.max(0, ...curve.map(({ plays }) => plays)),
    source: played || !sent ? 'played' : 'estimated',
    mostReplayed: most ? inSeconds(most) : null,
    bytes: sent?.extent
      ? {
          sizeBytes: sent.extent,
          buckets: curveFrom(sent, buckets).map(({ from, to, plays }) => ({
            fromByte: from,
            toByte: to,
            plays,
          })),
        }
      : null,
  };
}

function curveFrom(row: Row | undefined, buckets: number): Bucket[] {
  return curveOf(row?.amounts ?? [], row?.extent ?? 0, buckets);
}

function scaled(curve: readonly Bucket[], extent: number, buckets: number): Bucket[] {
  const size = extent / buckets;
  return curve.map(({ plays }, at) => ({ from: at * size, to: (at + 1) * size, plays }));
}
