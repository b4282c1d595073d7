import type { QueueOptions } from 'bullmq';

export const QUEUE_PREFIX = 'hearth';

export const QUEUE_OPTIONS: Partial<QueueOptions> = { streams: { events: { maxLen: 100 } } };

/** After a kill -9 the jobs of the dead are taken over within the lock's duration and one interval. */
export const WORKER_OPTIONS = {
  lockDuration: 10_000,
  stalledInterval: 4_000,
  maxStalledCount: 4,
  drainDelay: 60,
};
