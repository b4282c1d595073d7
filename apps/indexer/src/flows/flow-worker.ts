import { setTimeout as rest } from 'node:timers/promises';
import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { forgetFailedStep, recordFailedStep } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { Worker, type Job } from 'bullmq';
import type { DataSource } from 'typeorm';
import type { QueueConnection } from '../queue-connection.js';
import { decideFailure } from './decide-failure.js';
import { endWorker } from './end-worker.js';
import { StepFailed, type Flow, type FlowHandler } from './define-flow.js';
import { QUEUE_PREFIX, WORKER_OPTIONS } from './queue-options.js';

export interface FlowJob {
  readonly fileId: FileId;
}

/** The workers of one flow in this copy, and what becomes of the files they fail on. */
export class FlowWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger: Logger;
  private readonly stopping = new AbortController();
  private worker: Worker<FlowJob> | undefined;

  constructor(
    private readonly flow: Flow,
    private readonly handler: FlowHandler,
    private readonly database: DataSource,
    private readonly redis: QueueConnection,
  ) {
    this.logger = new Logger(`flow ${flow.name}`);
  }

  onApplicationBootstrap(): void {
    this.worker = new Worker<FlowJob>(this.flow.name, (job) => this.perform(job), {
      ...WORKER_OPTIONS,
      connection: this.redis.client,
      prefix: QUEUE_PREFIX,
      concurrency: this.flow.concurrency,
    });
    this.worker.on('failed', (job, error) => void this.onFailed(job, error));
    // Without a listener BullMQ's own errors, a lost connection above all, would end the process.
    this.worker.on('error', (error) => this.logger.warn(error.message));
  }

  /** What is being done is done again after the next start, or by another copy. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    const ended = this.worker && endWorker(this.worker, this.redis.client);
    await Promise.race([ended, rest(2_000, undefined, { ref: false })]);
  }

  private async perform({ data: { fileId } }: Job<FlowJob>): Promise<void> {
    const signal = AbortSignal.any([AbortSignal.timeout(this.flow.lastsAtMostMs), this.stopping.signal]);
    const isLate = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new StepFailed('it took too long')), { once: true });
    });
    isLate.catch(() => undefined);
    await Promise.race([this.handler.run(fileId, signal), isLate]);
    await forgetFailedStep(this.database, fileId, this.flow.name);
  }

  private async onFailed(job: Job<FlowJob> | undefined, error: Error): Promise<void> {
    if (!job || this.stopping.signal.aborted) return;
    const { fileId } = job.data;
    const { attempts, name: step } = this.flow;
    const decision = decideFailure({ error, attemptsMade: job.attemptsMade, attempts });
    this.logger.warn(`${decision.action}: ${fileId}: ${error.message}`);
    if (decision.action === 'try-again') return;
    const { reason, retryAfterMs } = decision;
    await recordFailedStep(this.database, {
      ...{ fileId, step, reason },
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    }).catch((problem: unknown) => this.logger.warn(String(problem)));
  }
}
