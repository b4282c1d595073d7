import { Inject, Injectable, Logger } from '@nestjs/common';
import { adoptLibrary, findLibrary, hasFiles, setLibraryStatus } from '@hearth/catalog';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';
import { decideLibrary } from './decide-library.js';
import { lookAtLibrary, writeMarker } from './library-marker.js';

/** Knows whether the library folder is there, and the one that the catalogue is about. */
@Injectable()
export class LibraryPresence {
  private readonly logger = new Logger('LibraryPresence');
  private readonly library: string;
  private knownId: string | undefined;
  private waitingFor: string | undefined;

  constructor(
    private readonly database: DataSource,
    @Inject(INDEXER_CONFIG) config: IndexerConfig,
  ) {
    this.library = config.HEARTH_LIBRARY;
  }

  /** The folder's identity, or undefined while there is nothing to scan. */
  async find(): Promise<string | undefined> {
    const { identity, marker } = await lookAtLibrary(this.library);
    if (identity !== undefined && marker !== undefined && marker === this.knownId)
      return this.there(identity);
    const known = await findLibrary(this.database);
    const decision = decideLibrary({
      isFolderThere: identity !== undefined,
      marker,
      knownId: known?.libraryId,
      hasFiles: await hasFiles(this.database),
    });
    if (decision.action === 'wait') return this.away(decision.reason);
    this.knownId = marker ?? known?.libraryId ?? v7();
    if (decision.action === 'mark') await writeMarker(this.library, this.knownId);
    if (decision.action !== 'scan') await adoptLibrary(this.database, this.knownId);
    return this.there(identity);
  }

  private there(identity: string | undefined): string | undefined {
    if (this.waitingFor !== undefined) this.logger.log('the library is there');
    this.waitingFor = undefined;
    return identity;
  }

  private async away(reason: string): Promise<undefined> {
    this.knownId = undefined;
    if (this.waitingFor === reason) return undefined;
    this.logger.warn(`offline, nothing is removed: ${reason}`);
    await setLibraryStatus(this.database, 'offline');
    this.waitingFor = reason;
    return undefined;
  }
}
