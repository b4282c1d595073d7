import { Logger } from '@nestjs/common';
import type { DataSource, QueryRunner } from 'typeorm';

/** By id, and committed each by itself: one statement over a week of a large import outlasts the statement's limit. */
const BATCH_SIZE = 5_000;

/**
 * Has all that is left in an outbox published again where the stream is another than before. True once that is so for this
 * stream; false while another copy is seeing to it.
 */
export async function republishOutbox(
  database: DataSource,
  schema: string,
  streamCreatedAt: string,
): Promise<boolean> {
  // A lock belongs to its connection.
  const runner = database.createQueryRunner();
  try {
    if (await isKnown(runner, schema, streamCreatedAt)) return true;
    const [row] = (await runner.query(
      `SELECT pg_try_advisory_lock(hashtext('hearth.outbox'), hashtext($1)) AS taken`,
      [schema],
    )) as { taken: boolean }[];
    if (row?.taken !== true) return false;
    try {
      if (!(await isKnown(runner, schema, streamCreatedAt)))
        await republishAll(runner, schema, streamCreatedAt);
      return true;
    } finally {
      await runner
        .query(`SELECT pg_advisory_unlock(hashtext('hearth.outbox'), hashtext($1))`, [schema])
        .catch(() => undefined);
    }
  } finally {
    await runner.release();
  }
}

async function isKnown(runner: QueryRunner, schema: string, streamCreatedAt: string): Promise<boolean> {
  // The first stream of all has nothing to make up for.
  await runner.query(
    `INSERT INTO ${schema}.outbox_stream (stream_created_at) VALUES ($1) ON CONFLICT DO NOTHING`,
    [streamCreatedAt],
  );
  const rows = (await runner.query(`SELECT 1 FROM ${schema}.outbox_stream WHERE stream_created_at = $1`, [
    streamCreatedAt,
  ])) as unknown[];
  return rows.length > 0;
}

/** Begun anew when it was cut short: the stream is noted at the end. */
async function republishAll(runner: QueryRunner, schema: string, streamCreatedAt: string): Promise<void> {
  new Logger('Outbox').warn(`the event stream is a new one: publishing the last 7 days of ${schema} again`);
  let after = '0';
  for (;;) {
    const [batch] = (await runner.query(
      `WITH batch AS MATERIALIZED (
         SELECT id, published_at FROM ${schema}.outbox WHERE id > $1 ORDER BY id LIMIT ${BATCH_SIZE}),
       again AS (
         UPDATE ${schema}.outbox AS o SET published_at = NULL FROM batch
         WHERE o.id = batch.id AND batch.published_at IS NOT NULL)
       SELECT max(id) AS last FROM batch`,
      [after],
    )) as { last: string | null }[];
    if (batch?.last == null) break;
    after = batch.last;
  }
  await runner.query(`UPDATE ${schema}.outbox_stream SET stream_created_at = $1`, [streamCreatedAt]);
}

/** Deletes what was published more than 7 days ago. */
export async function purgeOutbox(database: DataSource, schema: string): Promise<void> {
  for (;;) {
    const [row] = await database.query<{ deleted: number }[]>(
      `WITH old AS (
         DELETE FROM ${schema}.outbox WHERE id IN (
           SELECT id FROM ${schema}.outbox WHERE published_at < now() - interval '7 days'
           ORDER BY published_at LIMIT ${BATCH_SIZE} FOR UPDATE SKIP LOCKED)
         RETURNING 1)
       SELECT count(*)::int AS deleted FROM old`,
    );
    if ((row?.deleted ?? 0) < BATCH_SIZE) return;
  }
}

/** How long the oldest event has waited to be published; 0 where none does. */
export async function findOutboxAgeSec(database: DataSource, schema: string): Promise<number> {
  const [row] = await database.query<{ age: number }[]>(
    `SELECT extract(epoch FROM now() - created_at)::float AS age FROM ${schema}.outbox
     WHERE published_at IS NULL ORDER BY id LIMIT 1`,
  );
  return row?.age ?? 0;
}
