import { ensureSystemPackages } from '../system-packages.ts';
import { CHECK_STEPS, TEST_STEPS, runSteps, type Step } from './steps.ts';

const packages: Step = {
  name: 'system packages',
  isEssential: true,
  async run() {
    await ensureSystemPackages(['run', 'test'], (line) => void process.stdout.write(`${line}\n`));
    return 0;
  },
};

export function test(): Promise<number> {
  return runSteps([packages, ...CHECK_STEPS, ...TEST_STEPS]);
}
