import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import {
  findFilesToStoryboard,
  findLocatedFile,
  libraryPath,
  needsStoryboard,
  recordStoryboard,
  storyboardPath,
} from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { DataSource } from 'typeorm';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';
import { defineFlow, StepFailed, type FlowHandler } from '../flows/define-flow.js';
import { LibraryFiles } from '../indexing/library-files.js';
import { ToolFailed } from '../media-tools/confined-process.js';
import { readStreams } from '../media-tools/ffmpeg.js';
import { factsFromFfprobe } from '../probing/ffprobe-facts.js';
import { planRendition } from '../renditions/rendition-plan.js';
import { writeAtomically } from '../thumbnails/derived-files.js';
import { drawStoryboard } from './draw-storyboard.js';
import { planStoryboard } from './plan-storyboard.js';

const STEP = 'storyboards';

/** What a player shows while somebody seeks. One film at a time, when nobody waits for anything. */
export const storyboardsFlow = defineFlow({
  name: STEP,
  lookEveryMs: 5_000,
  restMs: 60_000,
  attempts: 2,
  lastsAtMostMs: 25 * 60_000,
  findDue: (database, limit) => findFilesToStoryboard(database, STEP, limit),
});

@Injectable()
export class Storyboards implements FlowHandler {
  constructor(
    private readonly library: LibraryFiles,
    private readonly database: DataSource,
    @Inject(INDEXER_CONFIG) private readonly config: IndexerConfig,
  ) {}

  async run(fileId: FileId, signal: AbortSignal): Promise<void> {
    const film = await needsStoryboard(this.database, fileId);
    const located = film && (await findLocatedFile(this.database, fileId));
    const there = located && (await this.library.find(libraryPath(located)));
    // It was changed or taken away; the index will say so soon.
    if (!there || there.version.sizeBytes !== Number(located.size_bytes)) return;
    const path = this.library.absolute(there.version.path);
    try {
      const streams = await readStreams(path, undefined);
      const { width = 0, height = 0 } = factsFromFfprobe(streams, undefined);
      const sheet = planStoryboard({ durationSec: film.durationSec, width, height });
      const drawn = await drawStoryboard(
        { path, colour: planRendition(streams)?.picture?.colour },
        sheet,
        signal,
      );
      if (drawn.length === 0) throw new StepFailed('no picture of it can be decoded');
      await writeAtomically(join(this.config.HEARTH_DERIVED, storyboardPath(film.sha256)), drawn);
      await recordStoryboard(this.database, film.sha256, sheet);
    } catch (error) {
      if (error instanceof ToolFailed && error.why === 'failed') throw new StepFailed('it cannot be decoded');
      throw error;
    }
  }
}
