import { describe, expect, it } from '@jest/globals';
import { rangeStart } from './range-start.js';

describe('rangeStart', () => {
  const now = new Date('2026-11-20T12:34:56.789Z');
  it.each([
    ['24h', '2026-11-19T12:00:00.000Z'],
    ['7d', '2026-11-13T12:00:00.000Z'],
    ['30d', '2026-10-21T12:00:00.000Z'],
    ['90d', '2026-08-22T12:00:00.000Z'],
    ['365d', '2025-11-20T12:00:00.000Z'],
    ['all', undefined],
  ] as const)('%s begins at %s', (range, start) => {
    expect(rangeStart(range, now)?.toISOString()).toBe(start);
  });
});
