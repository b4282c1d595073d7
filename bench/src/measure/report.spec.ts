import { describe, expect, it } from '@jest/globals';
import { median } from './median.ts';
import { formatTable, isMet } from './report.ts';

describe('median', () => {
  it.each([
    [[3], 3],
    [[5, 1, 3], 3],
    [[4, 1, 3, 2], 2.5],
    [[10, 9, 100], 10],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('refuses to make one of nothing', () => {
    expect(() => median([])).toThrow();
  });
});

describe('isMet', () => {
  it.each([
    [1.05, { atMost: 1.05 }, true],
    [1.054, { atMost: 1.05 }, true],
    [1.056, { atMost: 1.05 }, false],
    [0.8, { atLeast: 0.8 }, true],
    [0.79, { atLeast: 0.8 }, false],
  ])('%d against %j: %s', (ratio, goal, expected) => {
    expect(isMet(ratio, goal)).toBe(expected);
  });
});

describe('formatTable', () => {
  it('says whether each goal was met, and nothing where there is none', () => {
    const table = formatTable(
      [
        {
          what: 'whole file',
          unit: 'CPU s/GB',
          limit: 0.5,
          ours: 0.6,
          ratio: 1.2,
          goal: { atMost: 1.05 },
        },
        {
          what: 'thumbnails',
          unit: 'requests/s',
          limit: 1000,
          ours: 900,
          ratio: 0.9,
          goal: { atLeast: 0.8 },
        },
        { what: 'scan', unit: 'ms', ours: 7 },
      ],
      'raw nginx',
    );
    const lines = table.split('\n');
    expect(lines[2]).toMatch(/^\| whole file .* 1\.20 +\| ≤ 1\.05 +\| NOT MET \|$/);
    expect(lines[3]).toMatch(/1,000 .* 0\.90 +\| ≥ 0\.8 +\| met +\|$/);
    expect(lines[4]).toMatch(/\| 7\.000 +\| +\| +\| +\|$/);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  });
});
