import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { derivedPath, findFilesToHash, findPicturedContent, recordPictureHash } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { DataSource } from 'typeorm';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';
import { defineFlow, StepFailed, type FlowHandler } from '../flows/define-flow.js';
import { hashPicture } from './difference-hash.js';

const STEP = 'near-pictures';

/** Tells which pictures look alike, from the small ones that were made before: the originals are not read again. */
export const nearPicturesFlow = defineFlow({
  name: STEP,
  lookEveryMs: 2_000,
  restMs: 60_000,
  lastsAtMostMs: 60_000,
  findDue: (database, limit) => findFilesToHash(database, STEP, limit),
});

@Injectable()
export class NearPictures implements FlowHandler {
  constructor(
    private readonly database: DataSource,
    @Inject(INDEXER_CONFIG) private readonly config: IndexerConfig,
  ) {}

  async run(fileId: FileId): Promise<void> {
    const sha256 = await findPicturedContent(this.database, fileId);
    if (sha256 === undefined) return;
    const path = join(this.config.HEARTH_DERIVED, derivedPath(sha256, 'grid'));
    // It is lost for now, and will be made again.
    const hash = await hashPicture(path).catch(() => {
      throw new StepFailed('its small picture could not be read', { isPassing: true });
    });
    await recordPictureHash(this.database, sha256, hash);
  }
}
