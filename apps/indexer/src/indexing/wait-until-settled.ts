import { DelayedError, type Job } from 'bullmq';
import { decideSettled } from './is-settled.js';
import type { IndexJob } from './index-flow.js';
import type { LibraryFile } from './library-files.js';

/** Returns when the file is complete; otherwise puts the job aside for a while, so that no worker waits. */
export async function waitUntilSettled(
  job: Job<IndexJob>,
  token: string | undefined,
  { look, ctimeMs }: LibraryFile,
): Promise<void> {
  const decision = decideSettled({ now: look, ctimeMs, before: job.data.before });
  if (decision.settled) return;
  await job.updateData({ ...job.data, before: look });
  await job.moveToDelayed(Date.now() + decision.againInMs, token);
  throw new DelayedError();
}
