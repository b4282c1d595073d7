import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop } from '@hearth/platform';
import type { Queue } from 'bullmq';
import type { DataSource } from 'typeorm';
import type { Flow } from './define-flow.js';
import type { FlowJob } from './flow-worker.js';

/** So many stand in Redis at once: enough to keep the workers busy between two looks. */
const JOBS_AT_ONCE = 200;
/** With fewer than these more are asked for. */
const FEW_JOBS = 50;

/**
 * Asks the catalogue which files need a flow, and gives the next of them to its queue. All copies do so: a file has one job at
 * a time, whoever adds it. The order is the catalogue's, the most urgent first.
 */
export class FlowPlanner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger: Logger;
  private readonly loop: BackgroundLoop;
  private restsUntil = 0;

  constructor(
    private readonly flow: Flow,
    private readonly queue: Queue<FlowJob>,
    private readonly database: DataSource,
  ) {
    this.logger = new Logger(`flow ${flow.name}`);
    this.loop = new BackgroundLoop({
      turn: async () => {
        await this.addDue();
        return flow.lookEveryMs;
      },
      retryMs: flow.lookEveryMs,
      onFailure: (error) =>
        this.logger.warn(`will look again: ${error instanceof Error ? error.message : String(error)}`),
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  private async addDue(): Promise<void> {
    if (performance.now() < this.restsUntil) return;
    const waiting = await this.queue.getJobCountByTypes('waiting', 'prioritized', 'delayed');
    if (waiting >= FEW_JOBS) return;
    const due = await this.flow.findDue(this.database, JOBS_AT_ONCE);
    if (due.length === 0) this.restsUntil = performance.now() + this.flow.restMs;
    const { attempts, backoffMs } = this.flow;
    await this.queue.addBulk(
      due.map((fileId) => ({
        name: this.flow.name,
        data: { fileId },
        opts: {
          jobId: fileId,
          attempts,
          backoff: { type: 'exponential', delay: backoffMs },
          ...{ removeOnComplete: true, removeOnFail: true, stackTraceLimit: 3 },
        },
      })),
    );
  }
}
