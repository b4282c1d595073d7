import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { Metrics } from '@hearth/platform';
import type { Queue } from 'bullmq';
import { Counter, Gauge, Histogram } from 'prom-client';
import { LOOK } from './index-job.js';

/** How indexing does, for Prometheus. */
@Injectable()
export class IndexMetrics {
  private readonly ended: Counter;
  private readonly scans: Histogram;

  constructor(metrics: Metrics, @InjectQueue(LOOK) look: Queue) {
    const registers = [metrics.registry];
    const queues = [look];
    this.ended = new Counter({
      name: 'hearth_index_files_total',
      help: 'Files whose indexing has ended, by how.',
      labelNames: ['state'],
      registers,
    });
    this.scans = new Histogram({
      name: 'hearth_index_scan_duration_seconds',
      help: 'Time that a comparison of the whole library with the index took.',
      buckets: [0.1, 0.5, 2, 10, 60, 300],
      registers,
    });
    new Gauge({
      name: 'hearth_index_queue_jobs',
      help: 'Jobs in a queue that could be done now or later.',
      labelNames: ['queue'],
      registers,
      async collect() {
        for (const queue of queues) {
          this.set({ queue: queue.name }, await queue.getJobCountByTypes('waiting', 'active', 'delayed'));
        }
      },
    });
    new Gauge({
      name: 'hearth_index_oldest_job_age_seconds',
      help: 'How long the job at the head of a queue has been there.',
      labelNames: ['queue'],
      registers,
      async collect() {
        for (const queue of queues) {
          const [oldest] = await queue.getJobs(['waiting'], 0, 0, true);
          this.set({ queue: queue.name }, oldest ? (Date.now() - oldest.timestamp) / 1000 : 0);
        }
      },
    });
  }

  countEnded(state: 'ready' | 'unreadable'): void {
    this.ended.inc({ state });
  }

  /** Returns what to call when the scan has ended. */
  startScan(): () => void {
    return this.scans.startTimer();
  }
}
