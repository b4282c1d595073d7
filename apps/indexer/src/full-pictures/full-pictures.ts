import { Inject, Injectable } from '@nestjs/common';
import {
  findDueFullPictures,
  findFileToEnlarge,
  FULL_PICTURES_STEP,
  recordFullPicture,
} from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { DataSource } from 'typeorm';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';
import { defineFlow, StepFailed, type FlowHandler } from '../flows/define-flow.js';
import { FileContent } from '../indexing/file-content.js';
import { LibraryFiles } from '../indexing/library-files.js';
import { TOOK_TOO_LONG } from '../thumbnails/make-thumbnails.js';
import { makeFullPicture } from './make-full-picture.js';

/**
 * Pictures that browsers do not draw, in full size for who looks closer. One at a time in each copy, as all of it lies in memory; only
 * the most urgent stands in the queue, as which that is changes with each person who looks.
 */
export const fullPicturesFlow = defineFlow({
  name: FULL_PICTURES_STEP,
  concurrency: 1,
  attempts: 2,
  backoffMs: 1_000,
  lastsAtMostMs: 5 * 60_000,
  // Somebody looks at a blurred picture meanwhile.
  lookEveryMs: 300,
  findDue: (database) => findDueFullPictures(database, 1),
});

@Injectable()
export class FullPictures implements FlowHandler {
  constructor(
    private readonly content: FileContent,
    private readonly library: LibraryFiles,
    private readonly database: DataSource,
    @Inject(INDEXER_CONFIG) private readonly config: IndexerConfig,
  ) {}

  async run(id: FileId): Promise<void> {
    const file = await findFileToEnlarge(this.database, id);
    const found = file && (await this.library.find(file.version.path));
    // Other bytes lie there by now: the index comes to them.
    if (!found || !this.library.isSameAsRecorded(file.version, found.version)) return;
    const { sha256, version } = file;
    const made = await makeFullPicture({
      ...{ path: this.library.absolute(version.path), probe: await this.content.probe(version), sha256 },
      derivedFolder: this.config.HEARTH_DERIVED,
    });
    if ('failed' in made) throw new StepFailed(made.failed, { isPassing: made.failed === TOOK_TOO_LONG });
    await recordFullPicture(this.database, sha256, made);
  }
}
