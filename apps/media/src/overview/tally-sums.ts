import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { addUpCounts, sumUpTallies } from '@hearth/catalog';
import { DataSource } from 'typeorm';

const EVERY_MS = 60_000;

/** Sums up what was counted of folders, tags and days, so that a list or a timeline need not. Of several copies one does at a time. */
@Injectable()
export class TallySums implements OnApplicationShutdown {
  private readonly logger = new Logger('TallySums');
  private isEnding = false;

  constructor(private readonly database: DataSource) {}

  onApplicationShutdown(): void {
    this.isEnding = true;
  }

  @Interval(EVERY_MS)
  async run(): Promise<void> {
    if (this.isEnding) return;
    try {
      await sumUpTallies(this.database);
      await addUpCounts(this.database);
    } catch (error) {
      if (!this.isEnding) this.logger.warn(`will try again in a minute: ${String(error)}`);
    }
  }
}
