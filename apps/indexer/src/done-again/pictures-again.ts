import { Injectable } from '@nestjs/common';
import { findFileToRepeat, findFilesToPicture, recordPicture } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { DataSource } from 'typeorm';
import { defineFlow, StepFailed, type FlowHandler } from '../flows/define-flow.js';
import { FileContent } from '../indexing/file-content.js';
import { LibraryFiles } from '../indexing/library-files.js';
import { PICTURES } from '../indexing/look.processor.js';
import { TOOK_TOO_LONG } from '../thumbnails/make-thumbnails.js';

/** Files whose decoder ran out of time, when there was much to do perhaps, are tried again: one at a time, later each time. */
export const picturesAgainFlow = defineFlow({
  name: PICTURES,
  attempts: 1,
  lastsAtMostMs: 5 * 60_000,
  findDue: (database, limit) => findFilesToPicture(database, PICTURES, limit),
});

@Injectable()
export class PicturesAgain implements FlowHandler {
  constructor(
    private readonly content: FileContent,
    private readonly library: LibraryFiles,
    private readonly database: DataSource,
  ) {}

  async run(id: FileId): Promise<void> {
    const file = await findFileToRepeat(this.database, id);
    const found = file && (await this.library.find(file.version.path));
    if (!found || !this.library.isSameAsRecorded(file.version, found.version)) return;
    const probe = await this.content.probe(file.version);
    const outcome = await this.content.outcomeOf(file.version, file.sha256, probe);
    await recordPicture(this.database, id, file.sha256, outcome);
    if (outcome.reason === TOOK_TOO_LONG) throw new StepFailed(TOOK_TOO_LONG, { isPassing: true });
  }
}
