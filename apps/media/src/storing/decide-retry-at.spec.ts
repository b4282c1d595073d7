import { describe, expect, it } from '@jest/globals';
import { decideRetryAt } from './decide-retry-at.js';

describe('the next try to store a complete upload', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  const minutes = (failedAttempts: number) =>
    (decideRetryAt(failedAttempts, now).getTime() - now.getTime()) / 60_000;

  it('comes later each time, up to a quarter of an hour', () => {
    expect([1, 2, 3, 4, 5, 6, 2000].map(minutes)).toEqual([1, 2, 4, 8, 15, 15, 15]);
  });
});
