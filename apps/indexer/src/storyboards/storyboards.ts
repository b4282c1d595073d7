import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { findFilesToStoryboard, needsStoryboard, recordStoryboard, storyboardPath } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { DataSource } from 'typeorm';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';
import { defineFlow, StepFailed, type FlowHandler } from '../flows/define-flow.js';
import { CANNOT_BE_DECODED, failedFor } from '../flows/failed-for.js';
import { findKnownBytes } from '../indexing/known-bytes.js';
import { LibraryFiles } from '../indexing/library-files.js';
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
    const path = film && (await findKnownBytes(this.database, this.library, fileId));
    if (path) await this.draw({ ...film, path }, signal).catch(failedFor(CANNOT_BE_DECODED));
  }

  private async draw(
    film: { path: string; sha256: string; durationSec: number },
    signal: AbortSignal,
  ): Promise<void> {
    const streams = await readStreams(film.path, undefined);
    const { width = 0, height = 0 } = factsFromFfprobe(streams, undefined);
    const sheet = planStoryboard({ durationSec: film.durationSec, width, height });
    const colour = planRendition(streams)?.picture?.colour;
    const drawn = await drawStoryboard({ path: film.path, colour }, sheet, signal);
    if (drawn.length === 0) throw new StepFailed('no picture of it can be decoded');
    await writeAtomically(join(this.config.HEARTH_DERIVED, storyboardPath(film.sha256)), drawn);
    await recordStoryboard(this.database, film.sha256, sheet);
  }
}
