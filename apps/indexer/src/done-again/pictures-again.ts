import { Injectable } from '@nestjs/common';
import { findFileToRepeat, findFilesToPicture, keepPictures, recordPicture } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { DataSource } from 'typeorm';
import { defineFlow, StepFailed, type FlowHandler } from '../flows/define-flow.js';
import { FileContent } from '../indexing/file-content.js';
import { LibraryFiles } from '../indexing/library-files.js';
import { PICTURES } from '../indexing/look.processor.js';
import { TOOK_TOO_LONG } from '../thumbnails/make-thumbnails.js';
import { needsColour } from '../thumbnails/needs-colour.js';

/**
 * Files whose decoder ran out of time, when there was much to do perhaps, are tried again: one at a time, later each time. So are those
 * whose pictures an older maker made.
 */
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
    const path = this.library.absolute(file.version.path);
    if (file.hasThumbnail && !(await needsColour(path, probe))) return keepPictures(this.database, id);
    const outcome = await this.content.outcomeOf(file.version, file.sha256, probe, file.hasThumbnail);
    // What could be decoded once is still a picture of it.
    if (file.hasThumbnail && !outcome.hasThumbnail) return keepPictures(this.database, id);
    await recordPicture(this.database, id, file.sha256, outcome);
    if (outcome.reason === TOOK_TOO_LONG) throw new StepFailed(TOOK_TOO_LONG, { isPassing: true });
  }
}
