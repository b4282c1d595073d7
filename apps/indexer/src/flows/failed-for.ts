import { ToolFailed } from '../media-tools/confined-process.js';
import { StepFailed } from './define-flow.js';

export const CANNOT_BE_DECODED = 'it cannot be decoded';

/** For a promise that uses a tool: what the tool says of the file is no fault of ours, and the step fails for this reason. */
export function failedFor(reason: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof ToolFailed && error.why === 'failed') throw new StepFailed(reason);
    throw error;
  };
}
