import type { EventDefinition, PayloadOf } from '@hearth/contracts';
import type { EntityManager, QueryRunner } from 'typeorm';
import { envelop } from './event-codec.js';

/** For the first migration of a schema whose changes others must hear of. */
export async function createOutbox(runner: QueryRunner, schema: string): Promise<void> {
  await runner.query(`
    CREATE TABLE ${schema}.outbox (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      event_id uuid NOT NULL,
      subject text NOT NULL,
      envelope jsonb NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      published_at timestamptz
    )`);
  await runner.query(`CREATE INDEX outbox_unpublished ON ${schema}.outbox (id) WHERE published_at IS NULL`);
  await runner.query(`CREATE INDEX outbox_published_at ON ${schema}.outbox (published_at)`);
  await runner.query(`
    CREATE TABLE ${schema}.outbox_stream (
      only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
      stream_created_at text NOT NULL
    )`);
}

/** Writes events beside the change they tell of, in the transaction of that change. */
export async function writeToOutbox<E extends EventDefinition>(
  manager: EntityManager,
  schema: string,
  event: E,
  payloads: readonly PayloadOf<E>[],
): Promise<void> {
  if (payloads.length === 0) return;
  const envelopes = payloads.map((payload) => envelop(event, payload));
  await manager.query(
    `INSERT INTO ${schema}.outbox (event_id, subject, envelope)
     SELECT (e ->> 'id')::uuid, $1, e FROM jsonb_array_elements($2::jsonb) AS e`,
    [event.subject, JSON.stringify(envelopes)],
  );
}
