import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Leaves each run's counts in `reports/`, so that `./hearth test` can add up what really ran. */
export default class CountReporter {
  constructor(globalConfig, { name }) {
    this.name = name;
    this.rootDir = globalConfig.rootDir;
  }

  onRunComplete(_contexts, results) {
    const folder = join(this.rootDir, 'reports');
    const counts = {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    mkdirSync(folder, { recursive: true });
    const kind = process.env.HEARTH_TEST_KIND ?? 'test';
    writeFileSync(join(folder, `${this.name}.${kind}.json`), JSON.stringify(counts));
  }
}
