import { Processor } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { SETTLE, SETTLE_WORKER, type IndexJob } from './index-flow.js';
import { LibraryFiles } from './library-files.js';
import { Step } from './step.js';
import { waitUntilSettled } from './wait-until-settled.js';

/** Waits until nobody writes to the file any more. */
@Processor(SETTLE, SETTLE_WORKER)
export class SettleProcessor extends Step {
  constructor(private readonly library: LibraryFiles) {
    super();
  }

  async process(job: Job<IndexJob>, token?: string): Promise<void> {
    const file = await this.library.find(job.data.path);
    if (file) await waitUntilSettled(job, token, file);
  }
}
