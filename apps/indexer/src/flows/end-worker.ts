import type { Worker } from 'bullmq';
import type { Redis } from 'ioredis';

/**
 * Ends a worker when what it does is done. Where Redis went before it nothing is waited for, which BullMQ would do until Redis is
 * back: what it did is done again.
 */
export function endWorker(worker: Worker, redis: Redis): Promise<void> {
  return worker.close(redis.status !== 'ready');
}
