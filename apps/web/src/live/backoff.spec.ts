import { describe, expect, it } from '@jest/globals';
import { backoffMs } from './backoff.ts';

describe('backoffMs', () => {
  it.each([
    [0, 0, 250],
    [0, 1, 500],
    [3, 0, 2000],
    [3, 1, 4000],
    [50, 1, 30_000],
  ])('attempt %d with luck %d waits %d ms', (attempt, luck, ms) => {
    expect(backoffMs(attempt, () => luck)).toBe(ms);
  });
});
