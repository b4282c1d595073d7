import { DelayedError, type Job } from 'bullmq';
import { decideSettled, LONGEST_PAUSE_MS } from './is-settled.js';
import type { IndexJob } from './index-flow.js';
import type { LibraryFile } from './library-files.js';
import { isOpenForWriting } from './open-for-writing.js';

/** Returns when the file is complete; otherwise puts the job aside for a while, so that no worker waits. */
export async function waitUntilSettled(
  job: Job<IndexJob>,
  token: string | undefined,
  { version, look, ctimeMs }: LibraryFile,
): Promise<void> {
  const isRecent = look.atMs - Math.max(look.mtimeMs, ctimeMs) < LONGEST_PAUSE_MS;
  const isOpen = isRecent && isOpenForWriting(version);
  const decision = decideSettled({ now: look, ctimeMs, before: job.data.before, isOpen });
  if (decision.settled) return;
  await job.updateData({ ...job.data, before: look });
  await job.moveToDelayed(Date.now() + decision.againInMs, token);
  throw new DelayedError();
}
