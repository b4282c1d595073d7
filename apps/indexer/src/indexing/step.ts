import { OnWorkerEvent, WorkerHost } from '@nestjs/bullmq';
import { Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Job } from 'bullmq';
import { endWorker } from '../flows/end-worker.js';
import type { RedisConnection } from '../redis-connection.js';
import type { IndexJob } from './index-job.js';
import type { Quarantine } from './quarantine.js';

/** One step of a file's way into the index. What fails is tried again by its queue, and found again by the next scan. */
export abstract class Step extends WorkerHost implements BeforeApplicationShutdown {
  private readonly logger = new Logger(this.constructor.name);

  /** @param quarantine for a step that hands the file to decoders */
  constructor(
    private readonly redis: RedisConnection,
    private readonly quarantine?: Quarantine,
  ) {
    super();
  }

  beforeApplicationShutdown(): Promise<void> {
    return endWorker(this.worker, this.redis.client);
  }

  @OnWorkerEvent('failed')
  async onFailed(job: Job<IndexJob> | undefined, error: Error): Promise<void> {
    const next = job && job.attemptsMade < (job.opts.attempts ?? 1) ? 'will try again' : 'gave up for now';
    const paths = job?.data.paths ?? [];
    this.logger.warn(`${next}: ${paths.length === 1 ? paths[0] : `${paths.length} files`}: ${error.message}`);
    const [path] = paths;
    // Of several nobody knows which one it was; each is tried alone then.
    if (path === undefined || paths.length > 1 || !this.quarantine?.isDeadly(error)) return;
    await this.quarantine.add(path).catch((problem: unknown) => this.onError(problem as Error));
  }

  /** BullMQ's own errors, a lost connection above all; without a listener they would end the process. */
  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(error.message);
  }
}
