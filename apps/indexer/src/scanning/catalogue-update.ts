import { Inject, Injectable, Logger } from '@nestjs/common';
import { applyScan, countFiles, countMissingFiles, setLibraryStatus } from '@hearth/catalog';
import { DataSource } from 'typeorm';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';
import { decideRemovals } from './decide-removals.js';
import { lookAtLibrary } from './library-marker.js';
import type { ScanDiff } from './scan-diff.js';

const LATELY_MS = 60_000;

/** The library went away while it was looked at: what was seen says nothing. */
class LibraryWentAway extends Error {
  constructor() {
    super('the library went away during a scan');
    this.name = 'LibraryWentAway';
  }
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

  async apply({ moved, returned, rewritten, vanished, stale }: ScanDiff): Promise<void> {
    const held = vanished.length > 0 && (await this.isHeld(vanished.length));
    await applyScan(this.database, {
      moved,
      returned,
      rewritten,
      stale,
      missing: held ? vanished : [],
      removed: held ? [] : vanished,
    });
    if (!held && vanished.length > 0) {
      this.removals.push({ atMs: performance.now(), files: vanished.length });
    }
    const missing = await countMissingFiles(this.database);
    await setLibraryStatus(this.database, missing > 0 ? 'held' : 'online');
  }

  private async isHeld(vanished: number): Promise<boolean> {
    if ((await lookAtLibrary(this.library)).marker === undefined) throw new LibraryWentAway();
    const now = performance.now();
    this.removals = this.removals.filter(({ atMs }) => now - atMs < LATELY_MS);
    const decision = decideRemovals({
      indexed: await countFiles(this.database),
      vanished,
      stillMissing: await countMissingFiles(this.database),
      removedLately: this.removals.reduce((sum, { files }) => sum + files, 0),
    });
    if (decision.action === 'hold') {
      this.logger.warn(
        `${vanished} files are not on the disk any more, kept until confirmed: ${decision.reason}`,
      );
    }
    return decision.action === 'hold';
  }
}
