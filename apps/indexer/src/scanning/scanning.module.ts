import { Module } from '@nestjs/common';
import { IndexingModule } from '../indexing/indexing.module.js';
import { CatalogueUpdate } from './catalogue-update.js';
import { LibraryPresence } from './library-presence.js';
import { LibraryScan } from './library-scan.js';
import { LibraryWatcher } from './library-watcher.js';
import { LostPictures } from './lost-pictures.js';
import { SettledFiles } from './settled-files.js';
import { ScanLeadership } from './scan-leadership.js';
import { ScanLoop } from './scan-loop.js';
import { ScanProgress } from './scan-progress.js';
import { ScanRound } from './scan-round.js';

/** Finds out what changed in the library folder. */
@Module({
  imports: [IndexingModule],
  providers: [
    ScanLoop,
    ScanRound,
    ScanLeadership,
    ScanProgress,
    LibraryPresence,
    LibraryWatcher,
    LibraryScan,
    SettledFiles,
    LostPictures,
    CatalogueUpdate,
  ],
})
export class ScanningModule {}
