import { ensureSystemPackages } from '../system-packages.ts';
import { CHECK_STEPS, runSteps, testSteps, type Step } from './steps.ts';

const packages: Step = {
  name: 'system packages',
  isEssential: true,
  async run() {
    await ensureSystemPackages(
      ['run', 'turn', 'tv', 'test'],
      (line) => void process.stdout.write(`${line}\n`),
    );
    return 0;
  },
};

/** With `inContainers` the same tests take their stores from Testcontainers, and the journeys go through Compose. */
export function test({ inContainers }: { inContainers: boolean }): Promise<number> {
  const environment: Record<string, string> = inContainers
    ? { HEARTH_TEST_STORES: 'containers', HEARTH_E2E: 'containers' }
    : {};
  return runSteps([packages, ...CHECK_STEPS, ...testSteps(environment)]);
}
