import { setTimeout as rest } from 'node:timers/promises';
import { OnWorkerEvent, WorkerHost } from '@nestjs/bullmq';
import { Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { WaitingError, type Job } from 'bullmq';
import { endWorker } from '../flows/end-worker.js';
import type { QueueConnection } from '../queue-connection.js';
import type { IndexJob } from './index-job.js';
import type { Quarantine } from './quarantine.js';

/** What is done by then when the service ends is not done again. */
const GRACE_MS = 2_000;

/** One step of a file's way into the index. What fails is tried again by its queue, and found again by the next scan. */
export abstract class Step extends WorkerHost implements BeforeApplicationShutdown {
  private readonly logger = new Logger(this.constructor.name);
  /** For each job that is being done: gives it back to the queue. */
  private readonly running = new Set<() => void>();

  /** @param quarantine for a step that hands the file to decoders */
  constructor(
    private readonly redis: QueueConnection,
    private readonly quarantine?: Quarantine,
  ) {
    super();
  }

  protected abstract work(job: Job<IndexJob>): Promise<void>;

  process(job: Job<IndexJob>, token?: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveBack = (): void => {
        job.moveToWait(token).then(() => reject(new WaitingError()), reject);
      };
      this.running.add(giveBack);
      this.work(job)
        .then(resolve, reject)
        .finally(() => this.running.delete(giveBack));
    });
  }

  /** A film takes minutes to be read: what is not done soon is for another copy, or for the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    const ended = endWorker(this.worker, this.redis.client);
    await Promise.race([ended, rest(GRACE_MS, undefined, { ref: false })]);
    for (const giveBack of this.running) giveBack();
    await Promise.race([ended, rest(GRACE_MS, undefined, { ref: false })]);
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
