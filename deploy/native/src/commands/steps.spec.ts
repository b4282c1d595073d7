import { describe, expect, it } from '@jest/globals';
import { addCounts, countStep } from './steps.ts';

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
