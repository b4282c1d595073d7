import { describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addCounts, countStep, listReports } from './steps.ts';

describe('reports', () => {
  it('are taken from each project of the workspace, wherever it lies', () => {
    const root = mkdtempSync(join(tmpdir(), 'steps-'));
    writeFileSync(join(root, 'package.json'), JSON.stringify({ workspaces: ['libs/*', 'bench'] }));
    const paths = ['libs/contracts/reports/a.unit.json', 'bench/reports/b.unit.json'].map((path) =>
      join(root, path),
    );
    for (const path of [...paths, join(root, 'elsewhere/reports/c.unit.json')]) {
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, '{}');
    }
    expect(listReports('unit', root).sort()).toEqual(paths.sort());
    rmSync(root, { recursive: true });
  });
});

describe('what a step adds to the total', () => {
  it.each([
    ['lint that passed', 0, undefined, { passed: 1, failed: 0, skipped: 0 }],
    ['lint that failed', 1, undefined, { passed: 0, failed: 1, skipped: 0 }],
    ['tests that passed', 0, { passed: 7, failed: 0, skipped: 1 }, { passed: 7, failed: 0, skipped: 1 }],
    [
      'tests of which two failed',
      1,
      { passed: 5, failed: 2, skipped: 0 },
      { passed: 5, failed: 2, skipped: 0 },
    ],
    [
      'a runner that broke down',
      1,
      { passed: 5, failed: 0, skipped: 0 },
      { passed: 5, failed: 1, skipped: 0 },
    ],
    ['no tests at all', 0, { passed: 0, failed: 0, skipped: 0 }, { passed: 0, failed: 1, skipped: 0 }],
  ])('%s', (_what, exitCode, reported, expected) => {
    expect(countStep(exitCode, reported)).toEqual(expected);
  });

  it('is summed over all steps', () => {
    expect(
      addCounts([
        { passed: 1, failed: 0, skipped: 2 },
        { passed: 3, failed: 4, skipped: 0 },
      ]),
    ).toEqual({
      passed: 4,
      failed: 4,
      skipped: 2,
    });
  });
});
