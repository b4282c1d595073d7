import { describe, expect, it } from '@jest/globals';
import { percentile } from './percentile.ts';

describe('percentile', () => {
  it.each([
    [[7], 0.95, 7],
    [[3, 1, 2, 4], 0.5, 2],
    [[3, 1, 2, 4], 0.95, 4],
    [Array.from({ length: 100 }, (_, i) => i + 1), 0.95, 95],
    [[2, 1], 0, 1],
  ])('of %j at %d is %d', (values, share, expected) => {
    expect(percentile(values, share)).toBe(expected);
  });

  it('refuses to make one of nothing', () => {
    expect(() => percentile([], 0.5)).toThrow();
  });
});
