import { join, relative } from 'node:path';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { HEARTH_FOLDER } from '@hearth/catalog';
import watcher from '@parcel/watcher';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';

/** From here on a scan of everything costs less than a look at each path, and the system's queue may have run over. */
const PATHS_REMEMBERED = 2_000;
const TRY_AGAIN_AFTER_MS = 10 * 60_000;
/** Watching anew walks the whole library: how much longer than that takes we wait before the next time. */
const REST_FACTOR = 20;
const REST_MS = 2_000;

/** Hints of what was touched in the library. It may miss things: the scan at intervals does not. */
@Injectable()
export class LibraryWatcher {
  private readonly logger = new Logger('LibraryWatcher');
  private readonly library: string;
  private subscription: watcher.AsyncSubscription | undefined;
  private isBlindSomewhere = false;
  private watched: string | undefined;
  private mayWatchAnewAt = -Infinity;
  private touched = new Set<string>();
  private overflowed = false;
  /** Called when there is something to take. */
  onTouched: () => void = () => undefined;

  constructor(@Inject(INDEXER_CONFIG) config: IndexerConfig) {
    this.library = config.HEARTH_LIBRARY;
  }

  /**
   * Watches the folder with this identity. Returns true where it did not so before: what happened until now it did not
   * see. Where the system allows no more watches, the interval is all there is.
   */
  async watch(identity: string): Promise<boolean> {
    const isWatched = this.watched === identity && this.subscription !== undefined;
    if (isWatched && !this.isBlindSomewhere) return false;
    if (this.watched === identity && performance.now() < this.mayWatchAnewAt) return false;
    await this.stop();
    this.watched = identity;
    await this.subscribe();
    return true;
  }

  /**
   * A folder came, or moved. The watcher misses folders that were made or moved together with the one they are in, and
   * goes on to report their files at the old path: all must be watched anew.
   */
  expectBlindness(): void {
    this.isBlindSomewhere = true;
  }

  async stop(): Promise<void> {
    const { subscription } = this;
    this.subscription = undefined;
    this.watched = undefined;
    this.touched.clear();
    await subscription?.unsubscribe().catch(() => undefined);
  }

  /** What was touched since the last call; `everything` when too much was for a list. */
  take(): string[] | 'everything' {
    const paths = [...this.touched];
    this.touched.clear();
    if (!this.overflowed) return paths;
    this.overflowed = false;
    return 'everything';
  }

  private async subscribe(): Promise<void> {
    const startedAt = performance.now();
    this.isBlindSomewhere = false;
    try {
      this.subscription = await watcher.subscribe(this.library, (error, events) => this.hear(error, events), {
        ignore: [join(this.library, HEARTH_FOLDER)],
      });
      const tookMs = performance.now() - startedAt;
      this.mayWatchAnewAt = performance.now() + Math.max(REST_MS, REST_FACTOR * tookMs);
    } catch (error) {
      this.subscription = undefined;
      this.mayWatchAnewAt = performance.now() + TRY_AGAIN_AFTER_MS;
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.warn(`cannot watch the library, changes are found at the next interval: ${reason}`);
    }
  }

  private hear(error: Error | null, events: watcher.Event[]): void {
    if (error) {
      this.logger.warn(`missed changes: ${error.message}`);
      this.overflowed = true;
    }
    for (const { path } of events ?? []) {
      // The library itself was moved away: what is watched ends with that, also where it is back at once.
      if (relative(this.library, path) === '') this.isBlindSomewhere = true;
      if (this.touched.size >= PATHS_REMEMBERED) this.overflowed = true;
      else this.touched.add(relative(this.library, path));
    }
    this.onTouched();
  }
}
