import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Leaves each run's counts and failures in `reports/`, so that `./hearth test` can add up what really ran. */
export default class CountReporter {
  constructor(globalConfig, { name }) {
    this.name = name;
    this.rootDir = globalConfig.rootDir;
  }

  onRunComplete(_contexts, results) {
    const folder = join(this.rootDir, 'reports');
    const report = {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
      failures: results.testResults.flatMap(listFailures),
    };
    mkdirSync(folder, { recursive: true });
    const kind = process.env.HEARTH_TEST_KIND ?? 'test';
    writeFileSync(join(folder, `${this.name}.${kind}.json`), JSON.stringify(report));
  }
}

function listFailures({ testFilePath, testExecError, failureMessage, testResults }) {
  const file = relative(import.meta.dirname, testFilePath);
  const failures = testResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => ({ file, name: fullName, message: failureMessages.join('\n') }));
  if (testExecError) failures.push({ file, name: '(could not run)', message: failureMessage ?? '' });
  return failures;
}
