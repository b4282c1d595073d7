import { ProblemError } from '@hearth/contracts';
import type { Failure } from './decide-retry.ts';

/** A file, or the question after it, did not get through. */
export class SendError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message ?? `The hub answered ${failure.status ?? 'nothing'}`);
    this.name = 'SendError';
    this.failure = failure;
  }
}

/** The device has taken a file back that it had handed out. */
export const UNREADABLE: Failure = {
  status: 400,
  code: undefined,
  message: 'This device doesn’t hand the file out any more. Pick it again.',
};

/** Whatever was thrown on the way to the hub, as a failure: an answer that says why, or none at all. */
export function failureOf(error: unknown): Failure {
  if (error instanceof SendError) return error.failure;
  if (error instanceof ProblemError) {
    const { status, code } = error.problem;
    return { status, code, message: error.message };
  }
  return { status: undefined, code: undefined, message: undefined };
}
