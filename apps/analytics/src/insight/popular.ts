import {
  FILE_KINDS,
  type InputOf,
  type OutputOf,
  type popular,
  type PopularBy,
  type UserId,
} from '@hearth/contracts';
import type { DataSource } from 'typeorm';
import { findHadBefore, NOTHING, type Span } from './range-before.js';
import { rounded } from './rounded.js';

type Query = InputOf<typeof popular>['query'];
type Item = OutputOf<typeof popular>['items'][number];

/** Each has an index of its own. */
const MEASURES: Readonly<Record<PopularBy, string>> = {
  streams: 'streams',
  downloads: 'downloads',
  viewers: 'viewers',
  watchTime: 'watch_sec',
  completions: 'completions',
};
export const UNKNOWN_FILE = 'Unknown file';

interface Row {
  readonly file_id: Item['fileId'];
  readonly name: string | null;
  readonly kind: Item['kind'];
  readonly streams: string;
  readonly downloads: string;
  readonly viewers: string;
  readonly watch_sec: number;
  readonly completions: number;
  readonly bytes_served: string;
  readonly duration_sec: number | null;
  readonly in_library: boolean;
}

/** The statement and its parameters, apart so that a test can have it explained. */
export function popularStatement(
  { range, type, by, limit }: Omit<Query, 'format' | 'compare'>,
  uploadedBy: UserId | undefined,
): [string, unknown[]] {
  const measure = MEASURES[by];
  // A probe alone makes no file popular.
  const isUsed = '(streams > 0 OR downloads > 0 OR watch_sec > 0)';
  // The best of each kind, of which the best are the best of all: every index is by kind first.
  const kinds = type ? [type] : FILE_KINDS;
  const found = uploadedBy
    ? `SELECT * FROM analytics.file_scores
       WHERE range = $1 AND uploaded_by = $4 AND kind = ANY($2) AND ${isUsed} ORDER BY ${measure} DESC, file_id LIMIT $3`
    : `SELECT best.* FROM unnest($2::text[]) AS of (kind), LATERAL (
         SELECT * FROM analytics.file_scores s
         WHERE s.range = $1 AND s.kind = of.kind AND ${isUsed} ORDER BY ${measure} DESC, file_id LIMIT $3
       ) best ORDER BY ${measure} DESC, file_id LIMIT $3`;
  return [
    `SELECT s.file_id, f.name, s.kind, s.streams, s.downloads, s.viewers, s.watch_sec, s.completions, s.bytes_served,
       f.duration_sec, f.removed_at IS NULL AS in_library
     FROM (${found}) s LEFT JOIN analytics.files f USING (file_id)
     ORDER BY s.${measure} DESC, s.file_id`,
    [range, kinds, limit, ...(uploadedBy ? [uploadedBy] : [])],
  ];
}

export async function findPopular(
  database: DataSource,
  query: Query,
  uploadedBy: UserId | undefined,
  span: Span,
): Promise<OutputOf<typeof popular>> {
  const rows = (await database.query(...popularStatement(query, uploadedBy))) as Row[];
  const isCompared = query.compare === 'previous' && span.before !== undefined;
  const had = isCompared
    ? await findHadBefore(
        database,
        rows.map((row) => row.file_id),
        span,
      )
    : undefined;
  return {
    items: rows.map((row) => ({
      fileId: row.file_id,
      name: row.name ?? UNKNOWN_FILE,
      kind: row.kind,
      streams: Number(row.streams),
      downloads: Number(row.downloads),
      viewers: Number(row.viewers),
      watchTimeSec: rounded(row.watch_sec),
      completions: rounded(row.completions),
      bytesServed: Number(row.bytes_served),
      inLibrary: row.in_library,
      previous: had ? previousOf(row, had.get(row.file_id)) : null,
    })),
  };
}

function previousOf({ duration_sec }: Row, had = NOTHING): Item['previous'] {
  const { bytesServed: _, ...previous } = had;
  return { ...previous, completions: duration_sec ? rounded(had.watchTimeSec / duration_sec) : 0 };
}
