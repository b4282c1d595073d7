import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { FlowJob, JobsOptions } from 'bullmq';
import { QUEUE_PREFIX, WORKER_OPTIONS } from '../flows/queue-options.js';
import type { TimedLook } from './is-settled.js';

/** The steps of a file's way into the index, in order. Each has a queue of this name. */
export const STEPS = ['index-settle', 'index-fingerprint', 'index-probe', 'index-thumbnail'] as const;
export const [SETTLE, FINGERPRINT, PROBE, THUMBNAIL] = STEPS;

const YOUNG_MS = 60_000;

/** The name of the flow producer. */
export const FLOWS = 'index';

/** What each step is given. Everything else it asks of the disk and the catalogue: doing it twice changes nothing. */
export interface IndexJob {
  readonly path: string;
  /** The look at the file before this one. */
  readonly before: TimedLook;
}

/** Failures of the stores that pass: they are tried for half a minute, and found again by the next scan after that. */
const JOB_OPTIONS: JobsOptions = {
  attempts: 6,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: true,
  removeOnFail: true,
  stackTraceLimit: 3,
};

const cores = availableParallelism();
export const SETTLE_WORKER = { ...WORKER_OPTIONS, concurrency: 8 };
export const FINGERPRINT_WORKER = { ...WORKER_OPTIONS, concurrency: 2 };
export const PROBE_WORKER = { ...WORKER_OPTIONS, concurrency: cores + 2 };
export const THUMBNAIL_WORKER = { ...WORKER_OPTIONS, concurrency: cores };

/** One flow per path at a time, whatever happens to the file meanwhile: what it is in the end is looked at in the end. */
export function flowId(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 32);
}

/**
 * BullMQ runs children first: the thumbnail waits for the probe, which waits for the fingerprint, and so on. A file that
 * was left alone for long has nothing to settle; the fingerprint step sees to that it is so.
 */
export function indexFlow(job: IndexJob): FlowJob {
  const jobId = flowId(job.path);
  const step = (queueName: string, options: JobsOptions, children: FlowJob[]): FlowJob => ({
    name: queueName,
    queueName,
    prefix: QUEUE_PREFIX,
    data: job,
    opts: { ...JOB_OPTIONS, ...options, jobId },
    children,
  });
  const isYoung = job.before.mtimeMs > job.before.atMs - YOUNG_MS;
  return STEPS.slice(isYoung ? 0 : 1).reduce<FlowJob[]>(
    (children, name) => [step(name, name === THUMBNAIL ? {} : { failParentOnFailure: true }, children)],
    [],
  )[0] as FlowJob;
}
