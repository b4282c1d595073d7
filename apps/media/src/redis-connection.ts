import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { HealthChecks } from '@hearth/platform';
import { Redis } from 'ioredis';
import { MEDIA_CONFIG, type MediaConfig } from './config.js';

const CONNECT_TIMEOUT_MS = 3_000;
const RETRY_MS = 1_000;

/** One connection to Redis. While Redis is away commands fail at once instead of waiting for it. */
@Injectable()
export class RedisConnection implements OnApplicationShutdown {
  readonly client: Redis;

  constructor(@Inject(MEDIA_CONFIG) config: MediaConfig, health: HealthChecks) {
    const logger = new Logger('Redis');
    this.client = new Redis(config.HEARTH_REDIS_URL, {
      connectTimeout: CONNECT_TIMEOUT_MS,
      commandTimeout: CONNECT_TIMEOUT_MS,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      retryStrategy: () => RETRY_MS,
    });
    this.client.on('error', (error: Error) => logger.warn(`connection failed: ${error.message}`));
    health.add('redis', async () => {
      await this.client.ping();
    });
  }

  onApplicationShutdown(): void {
    this.client.disconnect();
  }
}
