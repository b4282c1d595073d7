import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Lease } from '@hearth/platform';
import { LibraryWatcher } from './library-watcher.js';
import { ScanLeadership } from './scan-leadership.js';
import { ScanRound } from './scan-round.js';

const RETRY_MS = 2_000;
/** What the watcher says comes in bursts; so long we listen before we look. */
const GATHER_MS = 200;

/** Keeps the index equal to the disk for as long as the service lives. One copy does so at a time. */
@Injectable()
export class ScanLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('ScanLoop');
  private loop: Promise<void> = Promise.resolve();
  private stopping = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly leadership: ScanLeadership,
    private readonly round: ScanRound,
    private readonly watcher: LibraryWatcher,
  ) {}

  onApplicationBootstrap(): void {
    this.watcher.onTouched = () => this.wake();
    this.loop = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.wake();
    await Promise.race([this.loop, new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref())]);
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const lease = await this.leadership.find().catch((error: unknown) => this.complain(error));
      if (lease) await this.lead(lease).catch((error: unknown) => this.complain(error));
      if (!this.stopping) await this.pause(RETRY_MS);
    }
  }

  private async lead(lease: Lease): Promise<void> {
    this.logger.log('scanning the library');
    this.round.begin();
    try {
      while (!this.stopping && !lease.isLost) {
        const restMs = await this.round.run();
        const touched = await this.pause(restMs);
        if (touched) await this.pause(GATHER_MS);
      }
    } finally {
      await this.watcher.stop();
      await lease.release().catch(() => undefined);
    }
  }

  /** Returns true when something woke us before the time was up. */
  private pause(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      if (this.stopping) return resolve(false);
      const timer = setTimeout(() => resolve(false), ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }

  private complain(error: unknown): undefined {
    this.logger.error('will try again', error instanceof Error ? error : new Error(String(error)));
    return undefined;
  }
}
