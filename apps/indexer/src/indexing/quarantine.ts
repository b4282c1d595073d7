import { Injectable, Logger } from '@nestjs/common';
import { findVersion, recordOutcome } from '@hearth/catalog';
import { DataSource } from 'typeorm';
import { typeByName } from '@hearth/media-types';
import { LibraryFiles } from './library-files.js';

/**
 * Keeps a file that ended the process each time it was read from doing so for ever: it is listed as unreadable, and read
 * again when its bytes change.
 */
@Injectable()
export class Quarantine {
  private readonly logger = new Logger('Quarantine');

  constructor(
    private readonly library: LibraryFiles,
    private readonly database: DataSource,
  ) {}

  /** BullMQ says so of a job whose worker died more often than is allowed. */
  isDeadly(error: Error): boolean {
    return error.message.startsWith('job stalled more than');
  }

  async add(path: string): Promise<void> {
    const file = await this.library.find(path);
    if (!file || (await findVersion(this.database, file.version))?.state !== 'indexing') return;
    this.logger.error(`reading it ended the indexer again and again: ${path}`);
    await recordOutcome(this.database, file.version, {
      facts: typeByName(path),
      state: 'unreadable',
      reason: 'the file could not be read',
      hasThumbnail: false,
      thumbhash: null,
    });
  }
}
