import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { markBuilt, runInWorkspace } from '../build.ts';
import { workspaceRoot } from '../settings.ts';
import { StartupProblem } from '../startup-problem.ts';
import { describeFailedTests, type FailedTest } from './failed-tests.ts';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** What a run of tests leaves in `reports/`. */
interface Report extends Counts {
  failures: FailedTest[];
}

export interface Step {
  name: string;
  run: () => Promise<number>;
  /** For steps that run tests: the kind in the names of the reports they leave. */
  reportKind?: string;
  /** Without it the steps that follow make no sense. */
  isEssential?: boolean;
}

const nx = (target: string, ...args: string[]) =>
  ['nx', 'run-many', '-t', target, '--outputStyle=static', ...args] as [string, ...string[]];

async function build(): Promise<number> {
  const exitCode = await runInWorkspace(nx('build'));
  if (exitCode === 0) markBuilt();
  return exitCode;
}

export const CHECK_STEPS: Step[] = [
  { name: 'build', run: build, isEssential: true },
  { name: 'lint', run: () => runInWorkspace(nx('lint')) },
  { name: 'layout rules', run: () => runInWorkspace([process.execPath, 'lint-rules.check.mjs']) },
  { name: 'types', run: () => runInWorkspace(nx('typecheck')) },
  { name: 'formatting', run: () => runInWorkspace(['prettier', '--check', '--log-level=warn', '.']) },
  // The build came before.
  { name: 'generated docs', run: () => runInWorkspace(nx('generate:check')) },
];

// Never from Nx's cache: a count must be of tests that ran just now.
const NOT_CACHED = '--skip-nx-cache';

/** `environment`: what the tests are told about where they run. */
export function testSteps(environment: Record<string, string> = {}): Step[] {
  const runTests = (target: string, kind: string, ...args: string[]) =>
    runInWorkspace(nx(target, NOT_CACHED, ...args), { ...environment, HEARTH_TEST_KIND: kind });
  return [
    { name: 'unit tests', reportKind: 'unit', run: () => runTests('test', 'unit') },
    {
      name: 'integration tests',
      reportKind: 'integration',
      run: () => runTests('test:int', 'integration', '--parallel=1'),
    },
    { name: 'end-to-end tests', reportKind: 'e2e', run: () => runTests('e2e', 'e2e') },
  ];
}

/** Of all projects of the workspace. */
export function listReports(kind = '*', root = workspaceRoot): string[] {
  const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    workspaces: string[];
  };
  const patterns = workspaces.map((projects) => `${projects}/reports/*.${kind}.json`);
  return globSync(patterns, { cwd: root }).map((path) => join(root, path));
}

function readReports(kind: string): Report[] {
  return listReports(kind).map((path) => JSON.parse(readFileSync(path, 'utf8')) as Report);
}

function deleteReports(): void {
  for (const path of listReports()) rmSync(path);
}

export function addCounts(all: Counts[]): Counts {
  return all.reduce(
    (sum, counts) => ({
      passed: sum.passed + counts.passed,
      failed: sum.failed + counts.failed,
      skipped: sum.skipped + counts.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/**
 * What a step adds to the total. Tests count one by one; any other step is one that passed or failed. A test step that
 * failed without a failed test (it could not start, say) or in which no test ran is one failure.
 */
export function countStep(exitCode: number, reported: Counts | undefined): Counts {
  if (reported === undefined)
    return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 };
  const isUnexplained = reported.failed === 0 && (exitCode !== 0 || reported.passed === 0);
  return isUnexplained ? { ...reported, failed: 1 } : reported;
}

/** Runs the steps one after the other and says at the end what passed; the exit code is 1 if anything failed. */
export async function runSteps(steps: Step[]): Promise<number> {
  deleteReports();
  const lines: string[] = [];
  const counts: Counts[] = [];
  const failures: FailedTest[] = [];
  for (const { name, run, reportKind, isEssential } of steps) {
    process.stdout.write(`\n== ${name}\n`);
    const began = Date.now();
    const exitCode = await runOrSayWhyNot(run);
    const reports = reportKind === undefined ? [] : readReports(reportKind);
    failures.push(...reports.flatMap((report) => report.failures));
    const count = countStep(exitCode, reportKind === undefined ? undefined : addCounts(reports));
    counts.push(count);
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    lines.push(
      `${count.failed === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(18)} ${describeCounts(count)} (${seconds} s)`,
    );
    if (isEssential === true && count.failed > 0) break;
  }
  const total = addCounts(counts);
  const skipped = total.skipped === 0 ? '' : `${total.skipped} skipped\n`;
  process.stdout.write(`\n${lines.join('\n')}\n${describeFailedTests(failures)}`);
  process.stdout.write(`${skipped}${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 ? 0 : 1;
}

async function runOrSayWhyNot(run: Step['run']): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof StartupProblem)) throw error;
    process.stdout.write(`${error.message}\n`);
    return 1;
  }
}

function describeCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}
