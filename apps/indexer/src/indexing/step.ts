import { OnWorkerEvent, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import type { Job } from 'bullmq';
import type { IndexJob } from './index-flow.js';

/** One step of a file's way into the index. What fails is tried again by its queue, and found again by the next scan. */
export abstract class Step extends WorkerHost {
  private readonly logger = new Logger(this.constructor.name);

  @OnWorkerEvent('failed')
  onFailed(job: Job<IndexJob> | undefined, error: Error): void {
    const last = job && job.attemptsMade < (job.opts.attempts ?? 1) ? 'will try again' : 'gave up for now';
    this.logger.warn(`${last}: ${job?.data.path ?? 'a job'}: ${error.message}`);
  }

  /** BullMQ's own errors, a lost connection above all; without a listener they would end the process. */
  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(error.message);
  }
}
