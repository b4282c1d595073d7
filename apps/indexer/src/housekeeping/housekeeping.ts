import { Injectable, Logger } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { forgetFailuresOfGoneFiles, forgetLongVanished, forgetLooksOfGoneContents } from '@hearth/catalog';
import { DataSource } from 'typeorm';
import { DerivedSweep } from './derived-sweep.js';

/** What is done by the clock, by every copy: each finds less to do than the one before. */
@Injectable()
export class Housekeeping {
  private readonly logger = new Logger('Housekeeping');

  constructor(
    private readonly database: DataSource,
    private readonly sweep: DerivedSweep,
  ) {}

  @Cron('*/20 * * * * *')
  async removeDiscarded(): Promise<void> {
    await this.sweep.removeDiscarded().catch((error: unknown) => {
      this.logger.warn(`will try again: ${error instanceof Error ? error.message : String(error)}`);
    });
  }

  @Cron('0 40 4 * * *')
  async run(): Promise<void> {
    try {
      let forgotten = 0;
      for (let some = -1; some !== 0; forgotten += some) some = await forgetLongVanished(this.database);
      await forgetFailuresOfGoneFiles(this.database);
      await forgetLooksOfGoneContents(this.database);
      const swept = await this.sweep.run();
      if (forgotten + swept === 0) return;
      this.logger.log(
        `forgot ${forgotten} files that vanished long ago, removed what was made of ${swept} contents`,
      );
    } catch (error) {
      this.logger.warn(`will try again tomorrow: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
