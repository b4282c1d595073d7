import { Processor } from '@nestjs/bullmq';
import { findVersion } from '@hearth/catalog';
import type { Job } from 'bullmq';
import { DataSource } from 'typeorm';
import { probeFile } from '../probing/probe-file.js';
import type { ProbeResult } from '../probing/probe-result.js';
import { PROBE, PROBE_WORKER, type IndexJob } from './index-flow.js';
import { LibraryFiles } from './library-files.js';
import { Quarantine } from './quarantine.js';
import { Step } from './step.js';
import { tryMedia } from './try-media.js';
import { typeByName } from './type-by-name.js';

/** Finds out what a file is. The answer is for the thumbnail step. */
@Processor(PROBE, PROBE_WORKER)
export class ProbeProcessor extends Step {
  constructor(
    quarantine: Quarantine,
    private readonly library: LibraryFiles,
    private readonly database: DataSource,
  ) {
    super(quarantine);
  }

  async process(job: Job<IndexJob>): Promise<ProbeResult | undefined> {
    const file = await this.library.find(job.data.path);
    const row = file && (await findVersion(this.database, file.version));
    if (!file || row?.state !== 'indexing' || row.sha256 === null) return undefined;
    const { path } = job.data;
    const probe =
      (await tryMedia(job, () => probeFile({ path: this.library.absolute(path) }))) ?? poison(path);
    return probe;
  }
}

/** For a file that the readers fail on. */
function poison(path: string): ProbeResult {
  return { ...typeByName(path), state: 'unreadable', reason: 'the file could not be read' };
}
