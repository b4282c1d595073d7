import { describe, expect, it } from '@jest/globals';
import { RANGES } from '@hearth/contracts';
import { previousStart, rangeStart, rangeStarts } from './ranges.js';

const HOUR = Date.UTC(2026, 10, 20, 12);
const iso = (at: number | undefined) => at !== undefined && new Date(at).toISOString().slice(0, 13);

describe('ranges', () => {
  it.each([
    ['24h', '2026-11-19T12', '2026-11-18T12'],
    ['7d', '2026-11-13T12', '2026-11-06T12'],
    ['365d', '2025-11-20T12', '2024-11-20T12'],
    ['all', '1980-01-01T00', false],
  ] as const)('%s begins at %s, the one before at %s', (range, start, previous) => {
    expect([iso(rangeStart(range, HOUR)), iso(previousStart(range, HOUR))]).toEqual([start, previous]);
  });

  it('have an edge each', () => expect([...rangeStarts(HOUR).keys()]).toEqual([...RANGES]));
});
