import { parentPort } from 'node:worker_threads';
import type { JobReply } from './worker-pool.js';

/** The worker's side of a `WorkerPool`: answers each job's input with what `perform` makes of it. */
export function serveJobs<Input, Output>(perform: (input: Input) => Output | Promise<Output>): void {
  parentPort?.on('message', (input: Input) => {
    void Promise.resolve()
      .then(() => perform(input))
      .then(
        (value): JobReply => ({ ok: true, value }),
        (error: unknown): JobReply => {
          const { message, name } = error instanceof Error ? error : new Error(String(error));
          return { ok: false, message, thrown: name };
        },
      )
      .then((reply) => parentPort?.postMessage(reply));
  });
}
