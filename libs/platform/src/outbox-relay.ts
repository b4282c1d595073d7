import {
  Logger,
  type FactoryProvider,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { JetStreamClient } from '@nats-io/jetstream';
import { DataSource, type EntityManager } from 'typeorm';
import { BackgroundLoop } from './background-loop.js';
import { Metrics } from './metrics.js';
import { NatsConnection } from './nats-connection.js';
import { findOutboxAgeSec, purgeOutbox, republishOutbox } from './outbox-upkeep.js';

const POLL_MS = 200;
const RETRY_MS = 1_000;
const BATCH_SIZE = 500;
const PURGE_EVERY_MS = 3_600_000;
/** Another copy may be seeing to it; or was, and died of it. */
const REPUBLISH_EVERY_MS = 5_000;

interface OutboxRow {
  readonly id: string;
  readonly event_id: string;
  readonly subject: string;
  readonly envelope: unknown;
}

/**
 * Publishes what stands in a schema's outbox. Rows are kept for 7 days after that: a JetStream ack is no promise that the
 * event is on a disk, and when the stream turns out to be a new one all of them are published again. Any number of
 * copies may run, in every service that writes the schema.
 */
export class OutboxRelay implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Outbox');
  private readonly loop: BackgroundLoop;
  private purgedAt = -Infinity;

  constructor(
    private readonly database: DataSource,
    private readonly nats: NatsConnection,
    private readonly schema: string,
  ) {
    this.loop = new BackgroundLoop({
      turn: (stopping) => this.relayWhileConnected(stopping),
      retryMs: RETRY_MS,
      onFailure: (error) =>
        this.logger.warn(`will try again: ${error instanceof Error ? error.message : String(error)}`),
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop(RETRY_MS);
  }

  private async relayWhileConnected(stopping: AbortSignal): Promise<number> {
    const js = await this.nats.jetstream();
    const { generation } = this.nats;
    const streamCreatedAt = await this.nats.ensureStream();
    let isStreamKnown = false;
    let lookedAt = -Infinity;
    while (!stopping.aborted && this.nats.isConnected && this.nats.generation === generation) {
      if (!isStreamKnown && performance.now() - lookedAt > REPUBLISH_EVERY_MS) {
        lookedAt = performance.now();
        isStreamKnown = await republishOutbox(this.database, this.schema, streamCreatedAt);
      }
      const published = (await this.isAnyWaiting()) ? await this.relayBatch(js) : 0;
      if (published < BATCH_SIZE) await pause(POLL_MS);
      await this.purge();
    }
    return RETRY_MS;
  }

  /** Asked five times a second, mostly in vain: one question costs a third of an empty transaction. */
  private async isAnyWaiting(): Promise<boolean> {
    const rows = await this.database.query<unknown[]>(
      `SELECT 1 FROM ${this.schema}.outbox WHERE published_at IS NULL LIMIT 1`,
    );
    return rows.length > 0;
  }

  private async relayBatch(js: JetStreamClient): Promise<number> {
    return this.database.transaction(async (manager) => {
      const rows = await this.lockUnpublished(manager);
      if (rows.length === 0) return 0;
      await Promise.all(
        rows.map((row) => js.publish(row.subject, JSON.stringify(row.envelope), { msgID: row.event_id })),
      );
      await manager.query(
        `UPDATE ${this.schema}.outbox SET published_at = now() WHERE id = ANY($1::bigint[])`,
        [rows.map(({ id }) => id)],
      );
      return rows.length;
    });
  }

  private lockUnpublished(manager: EntityManager): Promise<OutboxRow[]> {
    return manager.query(
      `SELECT id, event_id, subject, envelope FROM ${this.schema}.outbox
       WHERE published_at IS NULL ORDER BY id LIMIT ${BATCH_SIZE} FOR UPDATE SKIP LOCKED`,
    );
  }

  private async purge(): Promise<void> {
    if (performance.now() - this.purgedAt < PURGE_EVERY_MS) return;
    this.purgedAt = performance.now();
    await purgeOutbox(this.database, this.schema);
  }
}

/** A relay for a schema that the service writes. */
export function outboxRelay(schema: string): FactoryProvider<OutboxRelay> {
  return {
    provide: `OutboxRelay:${schema}`,
    useFactory: (database: DataSource, nats: NatsConnection, metrics: Metrics) => {
      metrics.fill(metrics.outboxAge, async () =>
        metrics.outboxAge.set({ schema }, await findOutboxAgeSec(database, schema)),
      );
      return new OutboxRelay(database, nats, schema);
    },
    inject: [DataSource, NatsConnection, Metrics],
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
