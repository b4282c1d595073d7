import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { HearthError } from '@hearth/platform';
import { Bin } from './bin.js';
import { BIN_KEPT_MS } from './bin-kept.js';

const EVERY_MS = 3_600_000;

/** Deletes for good what has lain in the bin for 30 days. The turn to move sees to it that one copy does. */
@Injectable()
export class BinSweep implements OnApplicationShutdown {
  private readonly logger = new Logger('BinSweep');
  private isEnding = false;

  constructor(private readonly bin: Bin) {}

  onApplicationShutdown(): void {
    this.isEnding = true;
  }

  @Interval(EVERY_MS)
  async run(): Promise<void> {
    if (this.isEnding) return;
    try {
      const removed = await this.bin.empty(new Date(Date.now() - BIN_KEPT_MS));
      if (removed > 0) this.logger.log(`${removed} files had been in the bin for 30 days and are deleted`);
    } catch (error) {
      // An hour later it is tried again.
      const isExpected =
        error instanceof HearthError && ['library.busy', 'library.offline'].includes(error.code);
      if (!this.isEnding && !isExpected) this.logger.warn(`the bin was not emptied: ${String(error)}`);
    }
  }
}
