import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { derivedPath, findFilesToTurn, findFileToTurn, pictureOf, recordTurn } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { DataSource } from 'typeorm';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';
import { defineFlow, type FlowHandler } from '../flows/define-flow.js';
import { LibraryFiles } from '../indexing/library-files.js';
import { turnPictures } from './turn-pictures.js';

const STEP = 'turns';

/** Pictures that somebody turned, while they look: made from those that stand upright, beside them. The original stays. */
export const turnsFlow = defineFlow({
  name: STEP,
  concurrency: 2,
  lookEveryMs: 1_000,
  lastsAtMostMs: 2 * 60_000,
  findDue: (database, limit) => findFilesToTurn(database, STEP, limit),
});

@Injectable()
export class Turns implements FlowHandler {
  constructor(
    private readonly library: LibraryFiles,
    private readonly database: DataSource,
    @Inject(INDEXER_CONFIG) private readonly config: IndexerConfig,
  ) {}

  async run(id: FileId): Promise<void> {
    const file = await findFileToTurn(this.database, id);
    if (!file) return;
    const { version, sha256, turn, hasPreview } = file;
    // What serves as its own preview is read once more.
    const found = hasPreview ? undefined : await this.library.find(version.path);
    if (!hasPreview && (!found || !this.library.isSameAsRecorded(version, found.version))) return;
    const derived = (picture: string, size: 'grid' | 'preview') =>
      join(this.config.HEARTH_DERIVED, derivedPath(picture, size));
    const turned = pictureOf({ sha256, shownTurn: turn });
    const thumbhash = await turnPictures({
      grid: derived(sha256, 'grid'),
      preview: hasPreview ? derived(sha256, 'preview') : this.library.absolute(version.path),
      turn,
      to: { grid: derived(turned, 'grid'), preview: derived(turned, 'preview') },
    });
    await recordTurn(this.database, id, { sha256, turn, thumbhash });
  }
}
