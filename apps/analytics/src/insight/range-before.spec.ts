import { describe, expect, it } from '@jest/globals';
import { spanOf } from './range-before.js';

const HOUR = Date.UTC(2026, 10, 20, 12);
const DAY_MS = 86_400_000;

describe('the range before', () => {
  it.each([
    ['7d', Infinity, '2026-11-06T12'],
    ['365d', Infinity, '2024-11-20T12'],
    ['all', Infinity, undefined],
    ['90d', 400 * DAY_MS, '2026-05-24T12'],
    ['365d', 400 * DAY_MS, undefined],
    ['7d', 14 * DAY_MS, '2026-11-06T12'],
    ['7d', 13 * DAY_MS, undefined],
  ] as const)('of %s begins, where %d ms are kept, at %s', (range, keptMs, expected) => {
    expect(spanOf(range, HOUR, keptMs).before?.toISOString().slice(0, 13)).toBe(expected);
  });
});
