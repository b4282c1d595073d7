import { Inject, Injectable, Logger } from '@nestjs/common';
import { findLease, type Lease } from '@hearth/platform';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';

/** One of the copies scans; the others take over when it ends. */
@Injectable()
export class ScanLeadership {
  private readonly logger = new Logger('ScanLeadership');

  constructor(@Inject(INDEXER_CONFIG) private readonly config: IndexerConfig) {}

  /** Undefined where another copy is leading. */
  find(): Promise<Lease | undefined> {
    return findLease(
      { scope: 'hearth.catalog', key: 'scan' },
      {
        url: this.config.HEARTH_POSTGRES_URL,
        applicationName: 'indexer scan leader',
        onLost: ({ message }) => this.logger.warn(`lost the connection that holds the lock: ${message}`),
      },
    );
  }
}
