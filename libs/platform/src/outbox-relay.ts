import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { JetStreamClient } from '@nats-io/jetstream';
import type { DataSource, EntityManager } from 'typeorm';
import { NatsConnection } from './nats-connection.js';

const POLL_MS = 200;
const RETRY_MS = 1_000;
const BATCH_SIZE = 500;
const PURGE_EVERY_MS = 3_600_000;

interface OutboxRow {
  readonly id: string;
  readonly event_id: string;
  readonly subject: string;
  readonly envelope: unknown;
}

/**
 * Publishes what stands in a schema's outbox. Rows are kept for 7 days after that: a JetStream ack is no promise that the
 * event is on a disk, and when the stream turns out to be a new one all of them are published again. Any number of
 * copies may run.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Outbox');
  private loop: Promise<void> = Promise.resolve();
  private stopping = false;
  private purgedAt = -Infinity;

  constructor(
    private readonly database: DataSource,
    private readonly nats: NatsConnection,
    private readonly schema: string,
  ) {}

  onApplicationBootstrap(): void {
    this.loop = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await Promise.race([this.loop, pause(RETRY_MS)]);
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        const js = await this.nats.jetstream();
        const { generation } = this.nats;
        await this.publishAgainIfStreamIsNew(await this.nats.ensureStream());
        while (!this.stopping && this.nats.isConnected && this.nats.generation === generation) {
          const published = (await this.isAnyWaiting()) ? await this.relayBatch(js) : 0;
          if (published < BATCH_SIZE) await pause(POLL_MS);
          await this.purge();
        }
      } catch (error) {
        if (!this.stopping)
          this.logger.warn(`will try again: ${error instanceof Error ? error.message : error}`);
      }
      if (!this.stopping) await pause(RETRY_MS);
    }
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

  private async publishAgainIfStreamIsNew(createdAt: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      await manager.query(
        `INSERT INTO ${this.schema}.outbox_stream (stream_created_at) VALUES ($1) ON CONFLICT DO NOTHING`,
        [createdAt],
      );
      const [known] = (await manager.query(
        `SELECT stream_created_at FROM ${this.schema}.outbox_stream FOR UPDATE`,
      )) as { stream_created_at: string }[];
      if (known?.stream_created_at === createdAt) return;
      this.logger.warn('the event stream is a new one: publishing the last 7 days again');
      await manager.query(`UPDATE ${this.schema}.outbox SET published_at = NULL`);
      await manager.query(`UPDATE ${this.schema}.outbox_stream SET stream_created_at = $1`, [createdAt]);
    });
  }

  private async purge(): Promise<void> {
    if (performance.now() - this.purgedAt < PURGE_EVERY_MS) return;
    this.purgedAt = performance.now();
    await this.database.query(
      `DELETE FROM ${this.schema}.outbox WHERE published_at < now() - interval '7 days'`,
    );
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
