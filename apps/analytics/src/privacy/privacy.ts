import { Inject, Injectable, Logger } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { ANALYTICS_CONFIG, type AnalyticsConfig } from '../config.js';
import { purgeForgotten, takeNames } from './take-names.js';

/** What people may ask of the names beside their figures, and how long these stay by themselves. */
@Injectable()
export class Privacy {
  private readonly logger = new Logger('Privacy');

  constructor(
    private readonly database: DataSource,
    @Inject(ANALYTICS_CONFIG) private readonly config: AnalyticsConfig,
  ) {}

  forget(userId: string): Promise<void> {
    return takeNames(this.database, userId);
  }

  async setNamed(userId: string, isNamed: boolean): Promise<void> {
    await this.database.query(
      isNamed
        ? 'DELETE FROM analytics.unnamed_people WHERE user_id = $1'
        : 'INSERT INTO analytics.unnamed_people (user_id) VALUES ($1) ON CONFLICT DO NOTHING',
      [userId],
    );
  }

  @Cron('40 */5 * * * *')
  async purge(): Promise<void> {
    await this.trying(() => purgeForgotten(this.database));
  }

  /** Every copy may do it: what the first has taken, the next does not find. */
  @Cron('0 23 3 * * *')
  async takeOldNames(now = Date.now()): Promise<void> {
    await this.trying(async () => {
      const until = new Date(now - this.config.HEARTH_NAMES_RETENTION);
      const people = (await this.database.query('SELECT user_id FROM analytics.users LIMIT 10000')) as {
        user_id: string;
      }[];
      for (const { user_id } of people) await takeNames(this.database, user_id, until);
    });
  }

  private async trying(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn(`will try again later: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
