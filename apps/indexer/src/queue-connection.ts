import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { HealthChecks } from '@hearth/platform';
import { Redis } from 'ioredis';
import { INDEXER_CONFIG, type IndexerConfig } from './config.js';

const RETRY_MS = 1_000;

/** The connection that the queues share. While Redis is away commands wait for it; the scan finds what it forgot. */
@Injectable()
export class QueueConnection implements OnModuleDestroy, OnApplicationShutdown {
  readonly client: Redis;
  private stopping = false;

  constructor(@Inject(INDEXER_CONFIG) config: IndexerConfig, health: HealthChecks) {
    const logger = new Logger('Redis');
    this.client = new Redis(config.HEARTH_REDIS_URL, {
      // BullMQ's workers block, and must not give up.
      maxRetriesPerRequest: null,
      // The workers' own connections are made by this, too. Who stops does not look for a Redis that went before: all that waits for it ends.
      retryStrategy: () => (this.stopping ? null : RETRY_MS),
    });
    this.client.on('error', (error: Error) => logger.warn(`connection failed: ${error.message}`));
    health.add('redis', async () => {
      await this.client.ping();
    });
  }

  /** Before any worker begins to end. */
  onModuleDestroy(): void {
    this.stopping = true;
  }

  onApplicationShutdown(): void {
    this.client.disconnect();
  }
}
