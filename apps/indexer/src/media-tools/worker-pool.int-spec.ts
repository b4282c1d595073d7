import { subscribe } from 'node:diagnostics_channel';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from '@jest/globals';
import { WorkerJobFailed, WorkerPool } from './worker-pool.js';

/** In the order in which they were started. */
const workers: Worker[] = [];
subscribe('worker_threads', (message) => workers.push((message as { worker: Worker }).worker));

describe('WorkerPool', () => {
  const pool = new WorkerPool<string, string>({
    entry: new URL('./pool-test-worker', import.meta.url),
    size: 1,
    // Enough for a slow machine to start a worker and fill its memory.
    jobTimeoutMs: 15_000,
    resourceLimits: { maxOldGenerationSizeMb: 32 },
  });
  const outcome = (job: string): Promise<string> =>
    pool
      .run(job)
      .catch((error: unknown) =>
        error instanceof WorkerJobFailed ? `${error.why}: ${error.message}` : 'other',
      );

  it('goes on after jobs that throw, spin for ever, end the worker or fill its memory', async () => {
    const jobs = ['answer', 'throw', 'answer', 'spin', 'answer', 'exit', 'answer', 'hoard', 'answer'];
    expect(await Promise.all(jobs.map(outcome))).toEqual([
      'done',
      'threw: no luck',
      'done',
      'timed-out: no answer in 15 s',
      'done',
      'crashed: the worker ended',
      'done',
      expect.stringMatching(/^out-of-memory/),
      'done',
    ]);
  });

  it('survives a worker that throws after it has answered', async () => {
    expect(await outcome('throw-later')).toBe('done');
    await new Promise((resolve) => workers.at(-1)?.once('exit', resolve));
    expect(await outcome('answer')).toBe('done');
  });
});
