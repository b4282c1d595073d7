import { Injectable } from '@nestjs/common';
import { byUrgency } from '../indexing/batches.js';
import { IndexBacklog } from '../indexing/index-backlog.js';
import { LibraryPresence } from './library-presence.js';
import { LibraryScan, type Finding } from './library-scan.js';
import { LibraryWatcher } from './library-watcher.js';
import { LostPictures } from './lost-pictures.js';
import { ScanProgress } from './scan-progress.js';
import { changesExclusions } from './touched-paths.js';

const IDLE_MS = 1_000;
const BUSY_MS = 250;
/** How often the whole library is compared with the index, whatever the watcher says. */
const FULL_SCAN_EVERY_MS = 10 * 60_000;
/** A file that vanished may be on its way to another name. */
const LOOK_TWICE_AFTER_MS = 1_500;
/** Who copies a file writes to it more often than this. */
const QUIET_MS = 2_000;
/** How often the catalogue is asked for files that somebody sent back to the index. */
const LOOK_FOR_UNFINISHED_EVERY_MS = 5_000;

/** What the scanning copy does again and again: see what changed, and hand out the work that comes of it. */
@Injectable()
export class ScanRound {
  private nextFullScanAt = -Infinity;
  /** Paths that were found vanished once, and when to look again. */
  private readonly doubtful = new Map<string, number>();
  /** Paths that somebody may be writing to, and when to look again. */
  private readonly unsettled = new Map<string, number>();
  private nextLookForUnfinishedAt = -Infinity;
  private mustJudgeSidecars = true;
  /** Paths whose job has ended. */
  private ended: string[] = [];

  constructor(
    private readonly presence: LibraryPresence,
    private readonly watcher: LibraryWatcher,
    private readonly scan: LibraryScan,
    private readonly lostPictures: LostPictures,
    private readonly backlog: IndexBacklog,
    private readonly progress: ScanProgress,
  ) {}

  /** Forgets what was known: another copy may have been at work since. */
  begin(): void {
    this.nextFullScanAt = -Infinity;
    this.doubtful.clear();
    this.unsettled.clear();
    this.mustJudgeSidecars = true;
    this.ended = [];
    this.backlog.clear();
  }

  /** Returns how long to rest, in ms, if nothing is heard from the watcher. */
  async run(): Promise<number> {
    const identity = await this.presence.find();
    if (identity === undefined) {
      await this.watcher.stop();
      this.begin();
      await this.progress.tell();
      return IDLE_MS;
    }
    const isUnseen = await this.watcher.watch(identity);
    const touched = this.watcher.take();
    const isDue = performance.now() >= this.nextFullScanAt;
    const mustSeeAll = touched === 'everything' || changesExclusions(touched);
    if (isUnseen || isDue || mustSeeAll) await this.scanAll();
    else await this.scanTouched(touched);
    // After a look at the disk: what came back is not missing any more.
    await this.scan.removeConfirmed();
    await this.takeUnfinished();
    if (this.mustJudgeSidecars) await this.scan.judgeSidecarsAgain();
    this.mustJudgeSidecars = false;
    await this.scan.settleCompanions();
    this.ended = await this.backlog.advance();
    if (this.backlog.isCutShort && this.backlog.counts.waiting === 0) this.begin();
    await this.progress.tell();
    return this.backlog.counts.waiting > 0 ||
      this.ended.length > 0 ||
      this.doubtful.size > 0 ||
      this.unsettled.size > 0
      ? BUSY_MS
      : IDLE_MS;
  }

  /** While nothing waits: what was uploaded, or is to be looked at once more because somebody said so. */
  private async takeUnfinished(): Promise<void> {
    const now = performance.now();
    if (now < this.nextLookForUnfinishedAt || this.backlog.counts.waiting > 0) return;
    this.nextLookForUnfinishedAt = now + LOOK_FOR_UNFINISHED_EVERY_MS;
    this.backlog.offer((await this.scan.sentBack()).sort(byUrgency));
  }

  private async scanAll(): Promise<void> {
    this.doubtful.clear();
    await this.lostPictures.find();
    this.accept(await this.scan.all());
    this.nextFullScanAt = performance.now() + FULL_SCAN_EVERY_MS;
  }

  private async scanTouched(touched: readonly string[]): Promise<void> {
    const now = performance.now();
    const twice = [...this.doubtful].filter(([, at]) => at <= now).map(([path]) => path);
    for (const path of twice) this.doubtful.delete(path);
    const written = [...this.unsettled].filter(([, at]) => at <= now).map(([path]) => path);
    for (const path of written) this.unsettled.delete(path);
    const paths = new Set([...touched, ...this.ended, ...twice, ...written]);
    if (paths.size > 0) this.accept(await this.scan.of([...paths], new Set(twice)));
  }

  private accept({ toIndex, unsettled, doubtful, folders, hasReturned }: Finding): void {
    this.backlog.offer(toIndex.sort(byUrgency));
    const lookAtWritten = performance.now() + QUIET_MS;
    for (const path of unsettled) this.unsettled.set(path, lookAtWritten);
    const lookAgainAt = performance.now() + LOOK_TWICE_AFTER_MS;
    for (const path of doubtful) if (!this.doubtful.has(path)) this.doubtful.set(path, lookAgainAt);
    if (folders.length > 0) this.watcher.expectBlindness();
    if (hasReturned) this.nextFullScanAt = -Infinity;
  }
}
