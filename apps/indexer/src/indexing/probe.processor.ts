import { Processor, WorkerHost } from '@nestjs/bullmq';
import { findVersion, recordFacts } from '@hearth/catalog';
import type { Job } from 'bullmq';
import { DataSource } from 'typeorm';
import { probeFile } from '../probing/probe-file.js';
import type { ProbeResult } from '../probing/probe-result.js';
import { PROBE, PROBE_WORKER, type IndexJob } from './index-flow.js';
import { LibraryFiles } from './library-files.js';

/** Finds out what a file is. The answer goes into the catalogue, and on to the thumbnail step. */
@Processor(PROBE, PROBE_WORKER)
export class ProbeProcessor extends WorkerHost {
  constructor(
    private readonly library: LibraryFiles,
    private readonly database: DataSource,
  ) {
    super();
  }

  async process(job: Job<IndexJob>): Promise<ProbeResult | undefined> {
    const file = await this.library.find(job.data.path);
    const row = file && (await findVersion(this.database, file.version));
    if (!file || row?.state !== 'indexing' || row.sha256 === null) return undefined;
    const probe = await probeFile({ path: this.library.absolute(job.data.path) });
    await recordFacts(this.database, file.version, probe);
    return probe;
  }
}
