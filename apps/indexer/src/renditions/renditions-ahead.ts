import { Inject, Injectable, Logger } from '@nestjs/common';
import { findPhoneFilms, sumRenditions, wantAhead } from '@hearth/catalog';
import { Interval } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';
import { decideAhead, SEGMENT_BYTES } from './decide-ahead.js';

const LOOK_EVERY_MS = 60_000;
/** Of what renditions may take: the rest is for what people open, so that one never makes the other go and be made again. */
const SHARE_OF_ROOM = 0.5;

/** Has films that phones sent home made ready before anybody opens them, while nobody waits for another. */
@Injectable()
export class RenditionsAhead {
  private readonly logger = new Logger('RenditionsAhead');

  constructor(
    private readonly database: DataSource,
    @Inject(INDEXER_CONFIG) private readonly config: IndexerConfig,
  ) {}

  @Interval(LOOK_EVERY_MS)
  async look(): Promise<void> {
    if (this.config.HEARTH_RENDITIONS_AHEAD === '0') return;
    try {
      const taken = await sumRenditions(this.database, SEGMENT_BYTES);
      const roomBytes = this.config.HEARTH_RENDITIONS_MAX * SHARE_OF_ROOM - taken;
      if (roomBytes <= 0) return;
      const films = decideAhead(await findPhoneFilms(this.database), roomBytes);
      if (films.length > 0) await wantAhead(this.database, films);
    } catch (error) {
      this.logger.warn(`will look again: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
