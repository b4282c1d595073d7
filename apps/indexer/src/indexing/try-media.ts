import type { Job } from 'bullmq';

/** A file that makes a reader fail is given this many chances. */
const CHANCES = 3;
/** Our own troubles: they say nothing about the file, which waits until they are over. */
const OUR_TROUBLES = new Set([
  'ENOSPC',
  'EDQUOT',
  'EROFS',
  'EACCES',
  'EPERM',
  'EMFILE',
  'ENFILE',
  'ENOMEM',
  'EAGAIN',
]);

/**
 * Does something with a file's content, which is free to be as malicious as it likes. Undefined when it fails again and
 * again: then the file is at fault, and the queue goes on without it.
 */
export async function tryMedia<T>(job: Job, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const isOurs = OUR_TROUBLES.has(String((error as NodeJS.ErrnoException).code));
    if (isOurs || job.attemptsMade + 1 < CHANCES) throw error;
    return undefined;
  }
}
