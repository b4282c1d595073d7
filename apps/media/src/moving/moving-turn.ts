import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { AdvisoryLocks, HearthError } from '@hearth/platform';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';

const TURN = { scope: 'hearth.moving' };
const ASK_AGAIN_MS = 50;
/** Within what nginx waits for an answer. */
const WAIT_MS = 30_000;
const MOST_WAITING = 200;

/**
 * One change of the library's order at a time, among all copies of the service: a folder that is moved away under a file that
 * is moved into it would lose it. The lock is gone with the process, whatever way that ends; so what stands in `catalog.moves`
 * when it is taken was left by a crash.
 */
@Injectable()
export class MovingTurn implements OnApplicationShutdown {
  private readonly logger = new Logger('MovingTurn');
  private readonly locks: AdvisoryLocks;
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(@Inject(MEDIA_CONFIG) config: MediaConfig) {
    this.locks = new AdvisoryLocks({
      url: config.HEARTH_POSTGRES_URL,
      applicationName: 'media moving',
      onLost: (error) => this.logger.warn(`lost the connection that holds the lock: ${error.message}`),
    });
  }

  /** Waits for its turn. Throws `library.busy` where that does not come within half a minute. */
  hold<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting >= MOST_WAITING) throw busy();
    this.waiting += 1;
    const deadline = Date.now() + WAIT_MS;
    const turn = this.last.then(() => this.holdLock(work, deadline)).finally(() => (this.waiting -= 1));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.last;
    await this.locks.close();
  }

  private async holdLock<T>(work: () => Promise<T>, deadline: number): Promise<T> {
    for (;;) {
      if (Date.now() >= deadline) throw busy();
      if (await this.locks.tryTake(TURN)) {
        try {
          return await work();
        } finally {
          await this.locks.release(TURN);
        }
      }
      await pause(ASK_AGAIN_MS);
    }
  }
}

function busy(): HearthError {
  return new HearthError('library.busy', { headers: { 'retry-after': '5' } });
}
