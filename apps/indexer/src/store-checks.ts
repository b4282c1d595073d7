import { Injectable } from '@nestjs/common';
import { HealthChecks } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { RedisConnection } from './redis-connection.js';

/** Says in the health report whether the indexer's stores answer. */
@Injectable()
export class StoreChecks {
  constructor(health: HealthChecks, database: DataSource, redis: RedisConnection) {
    health.add('postgres', async () => {
      await database.query('SELECT 1');
    });
    health.add('redis', async () => {
      await redis.client.ping();
    });
  }
}
