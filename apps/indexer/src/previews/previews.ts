import { Inject, Injectable } from '@nestjs/common';
import { findFilesWithoutPreview, findFileToPreview, recordPreview } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { DataSource } from 'typeorm';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';
import { defineFlow, StepFailed, type FlowHandler } from '../flows/define-flow.js';
import { LibraryFiles } from '../indexing/library-files.js';
import { makePreview, TOOK_TOO_LONG } from '../thumbnails/make-thumbnails.js';

const STEP = 'previews';

/** Images that fit a screen, of large JPEGs: made when all files have their small picture. Until then the original is shown. */
export const previewsFlow = defineFlow({
  name: STEP,
  concurrency: 2,
  lastsAtMostMs: 3 * 60_000,
  findDue: (database, limit) => findFilesWithoutPreview(database, STEP, limit),
});

@Injectable()
export class Previews implements FlowHandler {
  constructor(
    private readonly library: LibraryFiles,
    private readonly database: DataSource,
    @Inject(INDEXER_CONFIG) private readonly config: IndexerConfig,
  ) {}

  async run(fileId: FileId): Promise<void> {
    const file = await findFileToPreview(this.database, fileId);
    const found = file && (await this.library.find(file.version.path));
    // Other bytes lie there by now: the index comes to them.
    if (!found || !this.library.isSameAsRecorded(file.version, found.version)) return;
    const { sha256, width, height, mimeType } = file;
    const failure = await makePreview({
      path: this.library.absolute(file.version.path),
      probe: { kind: 'image', mimeType, state: 'ready', width, height },
      derivedFolder: this.config.HEARTH_DERIVED,
      sha256,
    });
    if (failure) throw new StepFailed(failure.failed, { isPassing: failure.failed === TOOK_TOO_LONG });
    await recordPreview(this.database, fileId, sha256);
  }
}
