import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { forgetOldestRenditions, fullPicturePaths, renditionPath } from '@hearth/catalog';
import { Interval } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';

const SWEEP_EVERY_MS = 60_000;

/** Keeps renditions and full-size pictures within their part of the disk: those go that nobody used for longest. They are made again when they are asked for. */
@Injectable()
export class RenditionSpace {
  private readonly logger = new Logger('RenditionSpace');

  constructor(
    private readonly database: DataSource,
    @Inject(INDEXER_CONFIG) private readonly config: IndexerConfig,
  ) {}

  @Interval(SWEEP_EVERY_MS)
  async sweep(): Promise<void> {
    try {
      const gone = await forgetOldestRenditions(this.database, this.config.HEARTH_RENDITIONS_MAX);
      for (const sha256 of gone) {
        for (const path of [renditionPath(sha256), ...fullPicturePaths(sha256)])
          await rm(join(this.config.HEARTH_DERIVED, path), { recursive: true, force: true });
      }
      if (gone.length > 0) this.logger.log(`${gone.length} renditions made room`);
    } catch (error) {
      this.logger.warn(`will make room later: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
