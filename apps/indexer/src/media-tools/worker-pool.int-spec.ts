import { describe, expect, it, jest } from '@jest/globals';
import { WorkerJobFailed, WorkerPool } from './worker-pool.js';

jest.setTimeout(30_000);

describe('WorkerPool', () => {
  const pool = new WorkerPool<string, string>({
    entry: new URL('./pool-test-worker', import.meta.url),
    size: 1,
    jobTimeoutMs: 1_500,
  });
  const outcome = (job: string): Promise<string> =>
    pool
      .run(job)
      .catch((error: unknown) =>
        error instanceof WorkerJobFailed ? `${error.why}: ${error.message}` : 'other',
      );

  it('goes on after jobs that throw, spin for ever or end the worker', async () => {
    const jobs = ['answer', 'throw', 'answer', 'spin', 'answer', 'exit', 'answer'];
    expect(await Promise.all(jobs.map(outcome))).toEqual([
      'done',
      'threw: no luck',
      'done',
      'timed-out: no answer in 1.5 s',
      'done',
      'crashed: the worker ended',
      'done',
    ]);
  });
});
