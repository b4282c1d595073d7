import { CHECK_STEPS, runSteps } from './steps.ts';

export function check(): Promise<number> {
  return runSteps(CHECK_STEPS);
}
