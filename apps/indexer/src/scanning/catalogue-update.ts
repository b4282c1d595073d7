import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  adoptByContent,
  applyScan,
  countFiles,
  countMissingFiles,
  findDigests,
  findMounts,
  libraryPath,
  setLibraryStatus,
  type IndexedFile,
  type ScanChanges,
} from '@hearth/catalog';
import { DataSource } from 'typeorm';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';
import { decideRemovals, isHeldFor } from './decide-removals.js';
import { Exclusions } from './exclusions.js';
import { lookAtLibrary } from './library-marker.js';
import { LossSigns, type Loss } from './mount-points.js';

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
  /** Held at an earlier look and still not there, as far as this scan looked. */
  readonly stillMissing: readonly IndexedFile[];
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

  async apply({ vanished, stillMissing, ...changes }: Findings): Promise<void> {
    const exclusions = new Exclusions(this.library);
    const isExcluded = (row: IndexedFile): boolean => exclusions.isExcluded(libraryPath(row), false);
    // What somebody chose to leave out is not lost.
    const excluded = [...vanished, ...stillMissing].filter(isExcluded);
    const gone = vanished.filter((row) => !isExcluded(row));
    const held = stillMissing.filter((row) => !isExcluded(row));
    const judged = await this.judge(gone, held, changes.returned.length);
    const isHeld = new Set(judged.held);
    await applyScan(this.database, {
      ...changes,
      missing: gone.filter((row) => isHeld.has(row)),
      removed: [...excluded, ...judged.removed],
    });
    if (judged.removed.length > 0) {
      this.removals.push({ atMs: performance.now(), files: judged.removed.length });
      await this.adoptCopies(judged.removed);
    }
    const missing = await countMissingFiles(this.database);
    await setLibraryStatus(this.database, missing > 0 ? 'held' : 'online');
  }

  /** A copy that was made before its original was removed takes over its id and history. */
  private async adoptCopies(removed: readonly IndexedFile[]): Promise<void> {
    const digests = await findDigests(
      this.database,
      removed.filter(({ hasFingerprint }) => hasFingerprint).map(({ id }) => id),
    );
    await adoptByContent(this.database, digests);
  }

  private async judge(
    gone: readonly IndexedFile[],
    held: readonly IndexedFile[],
    returned: number,
  ): Promise<{ held: readonly IndexedFile[]; removed: readonly IndexedFile[] }> {
    if (gone.length + held.length === 0) return { held: [], removed: [] };
    if ((await lookAtLibrary(this.library)).marker === undefined) throw new LibraryWentAway();
    const now = performance.now();
    this.removals = this.removals.filter(({ atMs }) => now - atMs < LATELY_MS);
    const decision = decideRemovals({
      indexed: await countFiles(this.database),
      vanished: gone.length,
      stillMissing: Math.max(0, (await countMissingFiles(this.database)) - returned),
      removedLately: this.removals.reduce((sum, { files }) => sum + files, 0),
    });
    if (decision.action === 'hold') {
      if (gone.length > 0) this.tellOfHeld(gone.length, decision.reason);
      return { held: gone, removed: [] };
    }
    return this.judgeByPlace(gone, held);
  }

  private async judgeByPlace(
    gone: readonly IndexedFile[],
    stillMissing: readonly IndexedFile[],
  ): Promise<{ held: readonly IndexedFile[]; removed: readonly IndexedFile[] }> {
    const signs = new LossSigns(this.library, await findMounts(this.database));
    const losses = new Map<string, { loss: Loss; files: IndexedFile[] }>();
    const removed: IndexedFile[] = [];
    for (const file of [...gone, ...stillMissing]) {
      const loss = await signs.find(file.folder);
      if (!loss) removed.push(file);
      else {
        const known = losses.get(loss.place) ?? { loss, files: [] };
        losses.set(loss.place, known);
        known.files.push(file);
      }
    }
    const held: IndexedFile[] = [];
    for (const { loss, files } of losses.values()) {
      const isHeld = isHeldFor(loss.sign, files.length);
      (isHeld ? held : removed).push(...files);
      const fresh = files.filter(({ isMissing }) => !isMissing).length;
      if (isHeld && fresh > 0) this.tellOfHeld(fresh, `${loss.sign}: ${JSON.stringify(loss.place)}`);
    }
    return { held, removed };
  }

  private tellOfHeld(files: number, why: string): void {
    this.logger.warn(`${files} files are not on the disk any more, kept until confirmed: ${why}`);
  }
}
