import { StepFailed } from './define-flow.js';

/** Passing trouble is given this long to pass, and more each time. */
export const PASSING_MS = 10 * 60_000;

/** Our own troubles: they say nothing about the file. */
const OUR_TROUBLES = new Set(
  'ENOSPC EDQUOT EROFS EACCES EPERM EMFILE ENFILE ENOMEM EAGAIN ECONNREFUSED ECONNRESET'.split(' '),
);

export interface FailureFacts {
  readonly error: Error;
  /** Tries that were made, this one included. */
  readonly attemptsMade: number;
  readonly attempts: number;
}

export type FailureDecision =
  | { readonly action: 'try-again' }
  | { readonly action: 'put-aside'; readonly reason: string; readonly retryAfterMs?: number };

/** What becomes of a file whose step failed. A file that ended the process itself is not given to it again. */
export function decideFailure({ error, attemptsMade, attempts }: FailureFacts): FailureDecision {
  // BullMQ's words for a job whose worker died more often than is allowed.
  if (error.message.startsWith('job stalled more than')) {
    return { action: 'put-aside', reason: 'working at it ended the indexer again and again' };
  }
  if (attemptsMade < attempts) return { action: 'try-again' };
  const code = String((error as NodeJS.ErrnoException).code);
  const isPassing = error instanceof StepFailed ? error.isPassing : OUR_TROUBLES.has(code);
  const reason = error.message || error.name;
  return isPassing
    ? { action: 'put-aside', reason, retryAfterMs: PASSING_MS }
    : { action: 'put-aside', reason };
}
