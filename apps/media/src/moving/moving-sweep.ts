import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { findMoves } from '@hearth/catalog';
import { HearthError } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { Moves } from './moves.js';

const EVERY_MS = 30_000;

/** Finishes what a crash cut short, where nobody moves anything that would: at the start, and when another copy was killed. */
@Injectable()
export class MovingSweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('MovingSweep');
  private isEnding = false;

  constructor(
    private readonly database: DataSource,
    private readonly moves: Moves,
  ) {}

  onApplicationBootstrap(): void {
    void this.run();
  }

  onApplicationShutdown(): void {
    this.isEnding = true;
  }

  @Interval(EVERY_MS)
  async run(): Promise<void> {
    if (this.isEnding) return;
    try {
      const isAnyLeft = (await findMoves(this.database, 1)).length > 0;
      if (isAnyLeft) await this.moves.resume();
    } catch (error) {
      const isExpected =
        error instanceof HearthError && ['library.busy', 'library.offline'].includes(error.code);
      if (!this.isEnding && !isExpected) this.logger.warn(`will try again: ${String(error)}`);
    }
  }
}
