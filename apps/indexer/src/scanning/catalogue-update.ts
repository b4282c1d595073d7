import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  adoptByContent,
  applyScan,
  countFiles,
  countMissingFiles,
  findDigests,
  findMissingFiles,
  findMounts,
  libraryPath,
  NOTHING_CHANGED,
  setLibraryStatus,
  type IndexedFile,
  type ScanChanges,
} from '@hearth/catalog';
import { DataSource } from 'typeorm';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';
import { decideRemovals } from './decide-removals.js';
import { Exclusions } from './exclusions.js';
import { lookAtLibrary } from './library-marker.js';
import { LostPlaces } from './lost-places.js';
import { LossSigns } from './mount-points.js';

const LATELY_MS = 60_000;

/** The library went away while it was looked at: what was seen says nothing. */
class LibraryWentAway extends Error {
  constructor() {
    super('the library went away during a scan');
    this.name = 'LibraryWentAway';
  }
}

/** What a scan found out about rows. */
export interface Findings extends Omit<ScanChanges, 'missing' | 'removed'> {
  /** Not on the disk, looked for twice. */
  readonly vanished: readonly IndexedFile[];
  /** Of what was held at an earlier look, what this one looked for and did not find. Without it nothing held is judged anew. */
  readonly heldAnew?: (row: IndexedFile) => boolean;
}

/** Brings what a scan found into the catalogue, unless it looks like a lost disk. */
@Injectable()
export class CatalogueUpdate {
  private readonly logger = new Logger('CatalogueUpdate');
  private readonly library: string;
  private removals: { atMs: number; files: number }[] = [];

  constructor(
    private readonly database: DataSource,
    @Inject(INDEXER_CONFIG) config: IndexerConfig,
  ) {
    this.library = config.HEARTH_LIBRARY;
  }

  async apply({ vanished, heldAnew, ...changes }: Findings): Promise<void> {
    const exclusions = new Exclusions(this.library);
    const isExcluded = (row: IndexedFile): boolean => exclusions.isExcluded(libraryPath(row), false);
    const back = new Set([...changes.returned, ...changes.moved.map(({ file }) => file)].map(({ id }) => id));
    const isStillMissing = heldAnew && ((row: IndexedFile): boolean => heldAnew(row) && !back.has(row.id));
    // What somebody chose to leave out is not lost.
    const gone = vanished.filter((row) => !isExcluded(row));
    const held = isStillMissing && ((row: IndexedFile) => isStillMissing(row) && !isExcluded(row));
    const places = await this.judge(gone, held, changes.returned.length);
    if (isStillMissing) {
      for await (const page of findMissingFiles(this.database)) {
        const missing = page.filter(isStillMissing);
        const judged = await places?.sort(missing.filter((row) => !isExcluded(row)));
        await this.change({ ...NOTHING_CHANGED, removed: missing.filter(isExcluded) }, judged?.removed ?? []);
      }
    }
    const judged = (await places?.sort(gone)) ?? { held: gone, removed: [] };
    await this.change(
      { ...changes, missing: judged.held, removed: vanished.filter(isExcluded) },
      judged.removed,
    );
    const missing = await countMissingFiles(this.database);
    await setLibraryStatus(this.database, missing > 0 ? 'held' : 'online');
  }

  /** @param gone is removed as well, and its copies looked for */
  private async change(changes: ScanChanges, gone: readonly IndexedFile[]): Promise<void> {
    await applyScan(this.database, { ...changes, removed: [...changes.removed, ...gone] });
    if (gone.length === 0) return;
    this.removals.push({ atMs: performance.now(), files: gone.length });
    await this.adoptCopies(gone);
  }

  /** A copy that was made before its original was removed takes over its id and history. */
  private async adoptCopies(removed: readonly IndexedFile[]): Promise<void> {
    const digests = await findDigests(
      this.database,
      removed.filter(({ hasFingerprint }) => hasFingerprint).map(({ id }) => id),
    );
    await adoptByContent(this.database, digests);
  }

  /**
   * The places that decide what of it is held; none where all of it is.
   *
   * @param isHeld which of the files that are missing already are judged together with those that are gone
   */
  private async judge(
    gone: readonly IndexedFile[],
    isHeld: ((row: IndexedFile) => boolean) | undefined,
    returned: number,
  ): Promise<LostPlaces | undefined> {
    const missing = await countMissingFiles(this.database);
    if (gone.length === 0 && (!isHeld || missing === 0)) return undefined;
    if ((await lookAtLibrary(this.library)).marker === undefined) throw new LibraryWentAway();
    const now = performance.now();
    this.removals = this.removals.filter(({ atMs }) => now - atMs < LATELY_MS);
    const decision = decideRemovals({
      indexed: await countFiles(this.database),
      vanished: gone.length,
      stillMissing: Math.max(0, missing - returned),
      removedLately: this.removals.reduce((sum, { files }) => sum + files, 0),
    });
    if (decision.action === 'hold') {
      if (gone.length > 0) this.tellOfHeld(gone.length, decision.reason);
      return undefined;
    }
    const places = new LostPlaces(new LossSigns(this.library, await findMounts(this.database)));
    await places.count(gone);
    if (isHeld) {
      for await (const page of findMissingFiles(this.database)) await places.count(page.filter(isHeld));
    }
    for (const { loss, fresh } of places.freshlyHeld()) {
      this.tellOfHeld(fresh, `${loss.sign}: ${JSON.stringify(loss.place)}`);
    }
    return places;
  }

  private tellOfHeld(files: number, why: string): void {
    this.logger.warn(`${files} files are not on the disk any more, kept until confirmed: ${why}`);
  }
}
