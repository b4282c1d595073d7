import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { deleteInBatches } from '@hearth/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { ANALYTICS_CONFIG, type AnalyticsConfig } from '../config.js';
import { dayOf, dayOfPartition, ensurePartitions } from './partitions.js';

const DAY_MS = 86_400_000;
const DAYS_AHEAD = 3;
/** Longer than the stream keeps an event and the outbox its rows: none can be delivered again after that. */
const CONSUMED_EVENTS_KEPT = '30 days';

/** Makes the access log's partitions ahead of time, and drops what has been kept for long enough. */
@Injectable()
export class Retention implements OnApplicationBootstrap {
  private readonly logger = new Logger('Retention');

  constructor(
    private readonly database: DataSource,
    @Inject(ANALYTICS_CONFIG) private readonly config: AnalyticsConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.run();
  }

  @Cron('0 17 * * * *')
  async run(now = new Date()): Promise<void> {
    try {
      const oldestKept = new Date(now.getTime() - this.config.HEARTH_ACCESS_LOG_RETENTION);
      await this.database.transaction((manager) => this.keepPartitions(manager, { now, oldestKept }));
      await this.forget(oldestKept);
    } catch (error) {
      this.logger.warn(
        `will try again within the hour: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  private async keepPartitions(
    manager: EntityManager,
    { now, oldestKept }: { now: Date; oldestKept: Date },
  ): Promise<void> {
    // One copy is enough.
    const [{ mine }] = (await manager.query(
      `SELECT pg_try_advisory_xact_lock(hashtext('hearth.analytics.retention')) AS mine`,
    )) as [{ mine: boolean }];
    if (!mine) return;
    const ahead = Array.from({ length: DAYS_AHEAD + 1 }, (_, days) =>
      dayOf(new Date(now.getTime() + days * DAY_MS)),
    );
    await ensurePartitions((sql, parameters) => manager.query(sql, parameters), ahead);
    await this.dropPartitionsBefore(manager, dayOf(oldestKept));
  }

  private async forget(oldestKept: Date): Promise<void> {
    await deleteInBatches(this.database, 'analytics.access_sessions', 'last_at < $1', [oldestKept]);
    await deleteInBatches(this.database, 'analytics.played_segments', 'at < $1', [oldestKept]);
    const isOld = `< now() - interval '${CONSUMED_EVENTS_KEPT}'`;
    await deleteInBatches(this.database, 'analytics.playbacks', `updated_at ${isOld}`);
    await deleteInBatches(this.database, 'analytics.consumed_events', `consumed_at ${isOld}`);
  }

  private async dropPartitionsBefore(manager: EntityManager, oldestDay: string): Promise<void> {
    const partitions = (await manager.query(
      `SELECT child.relname AS name FROM pg_inherits
       JOIN pg_class child ON child.oid = inhrelid
       WHERE inhparent = 'analytics.access_log'::regclass`,
    )) as { name: string }[];
    for (const { name } of partitions) {
      const day = dayOfPartition(name);
      if (day === undefined || day >= oldestDay) continue;
      await manager.query(`DROP TABLE analytics.${name}`);
      this.logger.log(`dropped the accesses of ${day}`);
    }
  }
}
