import { dirname, join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import {
  findContentToLookInto,
  findFilesWithoutInnerTexts,
  innerSubtitlePath,
  recordInnerTexts,
} from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { DataSource } from 'typeorm';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';
import { defineFlow, type FlowHandler } from '../flows/define-flow.js';
import { failedFor } from '../flows/failed-for.js';
import { findKnownBytes } from '../indexing/known-bytes.js';
import { LibraryFiles } from '../indexing/library-files.js';
import { readStreams } from '../media-tools/ffmpeg.js';
import { writeAtomically } from '../thumbnails/derived-files.js';
import { ByteSource } from '../probing/byte-source.js';
import { readMatroskaHeader } from '../probing/matroska.js';
import { planInnerTexts } from './plan-inner-texts.js';
import { takeOutSubtitles } from './take-out-subtitles.js';

const STEP = 'inner-texts';

/** Chapters and subtitles that are inside films. One film at a time, when nobody waits for anything. */
export const innerTextsFlow = defineFlow({
  name: STEP,
  restMs: 30_000,
  attempts: 2,
  lastsAtMostMs: 25 * 60_000,
  findDue: (database, limit) => findFilesWithoutInnerTexts(database, STEP, limit),
});

@Injectable()
export class InnerTexts implements FlowHandler {
  constructor(
    private readonly library: LibraryFiles,
    private readonly database: DataSource,
    @Inject(INDEXER_CONFIG) private readonly config: IndexerConfig,
  ) {}

  async run(fileId: FileId, signal: AbortSignal): Promise<void> {
    const sha256 = await findContentToLookInto(this.database, fileId);
    const path = sha256 && (await findKnownBytes(this.database, this.library, fileId));
    if (path) await this.takeOut({ path, sha256 }, signal).catch(failedFor('it cannot be taken apart'));
  }

  private async takeOut(film: { path: string; sha256: string }, signal: AbortSignal): Promise<void> {
    const placeOf = (index: number) =>
      join(this.config.HEARTH_DERIVED, innerSubtitlePath(film.sha256, index));
    const { chapters, subtitles } = planInnerTexts(
      await readStreams(film.path, undefined),
      subtitleCodecsOf(film.path),
    );
    const texts = await takeOutSubtitles({ path: film.path, subtitles }, dirname(placeOf(0)), signal);
    for (const [index, text] of texts.entries()) await writeAtomically(placeOf(index), text);
    const known = subtitles.map(({ index, language, title, isForced }) => ({
      index,
      language,
      title,
      isForced,
    }));
    await recordInnerTexts(this.database, film.sha256, { chapters, subtitles: known });
  }
}

/** As Matroska names them; nothing of other containers. */
function subtitleCodecsOf(path: string): readonly string[] {
  const source = ByteSource.open(path);
  try {
    return readMatroskaHeader(source).subtitles;
  } finally {
    source.close();
  }
}
