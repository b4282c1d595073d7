import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { JobsOptions } from 'bullmq';
import { WORKER_OPTIONS } from '../flows/queue-options.js';

/** The queue of files whose content is to be looked at, a few at a time. */
export const LOOK = 'index-look';

/** Paths in the library. Everything else is asked of the disk and the catalogue: doing it twice changes nothing. */
export interface IndexJob {
  readonly paths: readonly string[];
}

/** Failures of the stores that pass: they are tried for half a minute, and found again by the next scan after that. */
export const JOB_OPTIONS: JobsOptions = {
  attempts: 6,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: true,
  removeOnFail: true,
  stackTraceLimit: 3,
};

/** While one waits for its disk or a tool, another one computes. */
export const LOOK_WORKER = { ...WORKER_OPTIONS, concurrency: availableParallelism() + 2 };

/** The same files in one job at a time. */
export function jobIdOf(paths: readonly string[]): string {
  return createHash('sha256').update(paths.join('\0')).digest('hex').slice(0, 32);
}
