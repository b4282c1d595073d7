import { OnWorkerEvent, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import type { Job } from 'bullmq';
import type { IndexJob } from './index-flow.js';
import type { Quarantine } from './quarantine.js';

/** One step of a file's way into the index. What fails is tried again by its queue, and found again by the next scan. */
export abstract class Step extends WorkerHost {
  private readonly logger = new Logger(this.constructor.name);

  /** For a step that hands the file to decoders. */
  constructor(private readonly quarantine?: Quarantine) {
    super();
  }

  @OnWorkerEvent('failed')
  async onFailed(job: Job<IndexJob> | undefined, error: Error): Promise<void> {
    // Its child has said why.
    if (error.message.startsWith('child ')) return;
    const next = job && job.attemptsMade < (job.opts.attempts ?? 1) ? 'will try again' : 'gave up for now';
    this.logger.warn(`${next}: ${job?.data.path ?? 'a job'}: ${error.message}`);
    if (!job || !this.quarantine?.isDeadly(error)) return;
    await this.quarantine.add(job.data.path).catch((problem: unknown) => this.onError(problem as Error));
  }

  /** BullMQ's own errors, a lost connection above all; without a listener they would end the process. */
  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(error.message);
  }
}
