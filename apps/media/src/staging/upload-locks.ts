import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { UploadId } from '@hearth/contracts';
import { AdvisoryLocks, HearthError } from '@hearth/platform';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';

const SCOPE = 'hearth.uploads';

/** One writer for an upload, among all copies of the service. */
@Injectable()
export class UploadLocks implements OnApplicationShutdown {
  private readonly logger = new Logger('UploadLocks');
  /** Postgres lets a connection take its own lock twice. */
  private readonly held = new Set<string>();
  private readonly locks: AdvisoryLocks;

  constructor(@Inject(MEDIA_CONFIG) config: MediaConfig) {
    this.locks = new AdvisoryLocks({
      url: config.HEARTH_POSTGRES_URL,
      applicationName: 'media upload locks',
      onLost: ({ message }) => this.logger.warn(`lost the connection that holds the locks: ${message}`),
    });
  }

  /** Throws `upload.busy` at once where another request holds the lock. */
  async hold<T>(id: UploadId | 'sweep', work: () => Promise<T>): Promise<T> {
    if (this.held.has(id)) throw new HearthError('upload.busy');
    this.held.add(id);
    try {
      if (!(await this.locks.tryTake({ scope: SCOPE, key: id }))) throw new HearthError('upload.busy');
      try {
        return await work();
      } finally {
        await this.locks.release({ scope: SCOPE, key: id });
      }
    } finally {
      this.held.delete(id);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.locks.close();
  }
}
