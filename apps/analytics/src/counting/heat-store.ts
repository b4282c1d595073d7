import type { Client } from 'pg';
import { HEAT_PARTS, spread } from './heat.js';
import type { Interval } from './intervals.js';

export interface Heat {
  readonly fileId: string;
  readonly sizeBytes: number;
  readonly sent: readonly Interval[];
}

/** Bytes that went to players of others. */
export async function storeSent(client: Client, sent: readonly Heat[]): Promise<void> {
  const known = await findExtents(client, 'sent', [...new Set(sent.map(({ fileId }) => fileId))]);
  const gains = new Map<string, { extent: number; amounts: number[] }>();
  for (const { fileId, sizeBytes, sent: stretches } of sent) {
    const gain = gains.get(fileId) ?? {
      extent: known.get(fileId) ?? sizeBytes,
      amounts: new Array<number>(HEAT_PARTS).fill(0),
    };
    gains.set(fileId, gain);
    // Of another size than before: its parts are the same shares of it.
    const scale = gain.extent / sizeBytes;
    spread(
      gain.amounts,
      stretches.map(([from, to]) => [from * scale, to * scale] as const),
      gain.extent,
    );
  }
  await addHeat(client, 'sent', gains);
}

/** Seconds that players of ours played, of files whose length is known. */
export async function storePlayed(
  client: Client,
  played: readonly { fileId: string; stretches: readonly Interval[] }[],
  durations: ReadonlyMap<string, number>,
): Promise<void> {
  const gains = new Map<string, { extent: number; amounts: number[] }>();
  for (const { fileId, stretches } of played) {
    const extent = durations.get(fileId);
    if (extent === undefined) continue;
    const gain = gains.get(fileId) ?? { extent, amounts: new Array<number>(HEAT_PARTS).fill(0) };
    gains.set(fileId, gain);
    spread(gain.amounts, stretches, extent);
  }
  await addHeat(client, 'played', gains);
}

async function findExtents(
  client: Client,
  source: string,
  fileIds: readonly string[],
): Promise<Map<string, number>> {
  if (fileIds.length === 0) return new Map();
  const { rows } = await client.query<{ file_id: string; extent: number }>(
    'SELECT file_id, extent FROM analytics.heat WHERE source = $1 AND file_id = ANY($2::uuid[])',
    [source, fileIds],
  );
  return new Map(rows.map((row) => [row.file_id, row.extent]));
}

/** Each is a thousand numbers, so that a statement with more of them holds megabytes. */
const CURVES_PER_STATEMENT = 100;

async function addHeat(
  client: Client,
  source: 'played' | 'sent',
  gains: ReadonlyMap<string, { extent: number; amounts: number[] }>,
): Promise<void> {
  const all = [...gains].sort(([a], [b]) => (a < b ? -1 : 1));
  for (let first = 0; first < all.length; first += CURVES_PER_STATEMENT) {
    const some = all.slice(first, first + CURVES_PER_STATEMENT);
    await client.query(
      `INSERT INTO analytics.heat AS known (file_id, source, extent, amounts)
       SELECT file_id, $1, extent, amounts::float8[]
       FROM unnest($2::uuid[], $3::float8[], $4::text[]) AS gains (file_id, extent, amounts)
       ORDER BY file_id -- whoever else writes these rows locks them in the same order
       ON CONFLICT (file_id, source) DO UPDATE SET amounts = (
         SELECT array_agg(was + gain ORDER BY part)
         FROM unnest(known.amounts, EXCLUDED.amounts) WITH ORDINALITY AS parts (was, gain, part))`,
      [
        ...[source, some.map(([fileId]) => fileId), some.map(([, { extent }]) => extent)],
        some.map(([, { amounts }]) => `{${amounts.join(',')}}`),
      ],
    );
  }
}

/** Makes the curves anew of files whose length was learned after they were played. In the caller's transaction. */
export async function rebuildHeat(client: Client, limit: number): Promise<number> {
  const { rows } = await client.query<{ file_id: string }>(
    `DELETE FROM analytics.heat_rebuilds
     WHERE file_id IN (SELECT file_id FROM analytics.heat_rebuilds LIMIT $1) RETURNING file_id`,
    [limit],
  );
  for (const { file_id: fileId } of rows) {
    const known = await client.query<{ duration_sec: number }>(
      'SELECT duration_sec FROM analytics.files WHERE file_id = $1 AND duration_sec > 0',
      [fileId],
    );
    const durationSec = known.rows[0]?.duration_sec;
    if (durationSec === undefined) continue;
    const played = await client.query<{ part: number; amount: number }>(
      // A part is $2 / $3 seconds long; each stretch gives every part what it holds of it.
      `SELECT part, sum(LEAST(to_sec, (part + 1) * $2::float8 / $3) - GREATEST(from_sec, part * $2::float8 / $3)) AS amount
       FROM analytics.played_segments,
         generate_series(floor(from_sec * $3 / $2::float8)::int,
           LEAST($3::int - 1, ceil(to_sec * $3 / $2::float8)::int - 1)) AS part
       WHERE file_id = $1 GROUP BY part`,
      [fileId, durationSec, HEAT_PARTS],
    );
    await client.query(`DELETE FROM analytics.heat WHERE file_id = $1 AND source = 'played'`, [fileId]);
    // A curve of nothing would be taken for what players told, before what was sent to others.
    if (played.rows.length === 0) continue;
    const amounts = new Array<number>(HEAT_PARTS).fill(0);
    for (const { part, amount } of played.rows) amounts[part] = Math.max(0, amount);
    await addHeat(client, 'played', new Map([[fileId, { extent: durationSec, amounts }]]));
  }
  return rows.length;
}
