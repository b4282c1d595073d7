import { Inject, Injectable, Logger } from '@nestjs/common';
import { HEARTH_FOLDER } from '@hearth/catalog';
import watcher from '@parcel/watcher';
import { join, relative } from 'node:path';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';

/** From here on a scan of everything costs less than a look at each path. */
const PATHS_REMEMBERED = 5_000;

/** Hints of what was touched in the library. It may miss things: the scan at intervals does not. */
@Injectable()
export class LibraryWatcher {
  private readonly logger = new Logger('LibraryWatcher');
  private readonly library: string;
  private subscription: watcher.AsyncSubscription | undefined;
  private watched: string | undefined;
  private touched = new Set<string>();
  private overflowed = false;
  /** Called when there is something to take. */
  onTouched: () => void = () => undefined;

  constructor(@Inject(INDEXER_CONFIG) config: IndexerConfig) {
    this.library = config.HEARTH_LIBRARY;
  }

  /**
   * Watches the folder with this identity. Returns false where it did so already. Where the system allows no more
   * watches, the interval is all there is.
   */
  async watch(identity: string): Promise<boolean> {
    if (this.watched === identity) return false;
    await this.stop();
    this.watched = identity;
    try {
      this.subscription = await watcher.subscribe(this.library, (error, events) => this.hear(error, events), {
        ignore: [join(this.library, HEARTH_FOLDER)],
      });
    } catch (error) {
      this.logger.warn(
        `cannot watch the library, changes are found at the next interval: ${messageOf(error)}`,
      );
    }
    return true;
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

  private hear(error: Error | null, events: watcher.Event[]): void {
    if (error) {
      this.logger.warn(`missed changes: ${error.message}`);
      this.overflowed = true;
    }
    for (const { path } of events ?? []) {
      if (this.touched.size >= PATHS_REMEMBERED) this.overflowed = true;
      else this.touched.add(relative(this.library, path));
    }
    this.onTouched();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
