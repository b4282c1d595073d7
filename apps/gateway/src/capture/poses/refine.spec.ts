import { describe, expect, it } from '@jest/globals';
import { refine } from './refine.js';

const SAMPLES = Array.from(
  { length: 20 },
  (_, index) => [index / 10, 3 * Math.exp(-0.8 * (index / 10)) + 2] as const,
);

describe('refine', () => {
  it('finds the curve through points, from a start that is far off', () => {
    const block = {
      parameters: [0, 1, 2],
      residuals: ([a, b, c]: readonly number[]) =>
        SAMPLES.map(([t, v]) => (a as number) * Math.exp(-(b as number) * t) + (c as number) - v),
    };
    const best = refine([1, 0.1, 0], [block]);
    expect(best.map((value) => value.toFixed(4))).toEqual(['3.0000', '0.8000', '2.0000']);
  });

  it('puts blocks together that share parameters', () => {
    const blocks = [
      { parameters: [0], residuals: ([a]: readonly number[]) => [(a as number) - 2] },
      { parameters: [0, 1], residuals: ([a, b]: readonly number[]) => [(a as number) + (b as number) - 5] },
    ];
    expect(refine([0, 0], blocks).map((value) => value.toFixed(4))).toEqual(['2.0000', '3.0000']);
  });

  it('is not led astray by one value that is far off', () => {
    const values = [5, 5.1, 4.9, 5, 400];
    const block = {
      parameters: [0],
      residuals: ([a]: readonly number[]) => values.map((value) => (a as number) - value),
    };
    expect(refine([0], [block])[0]).toBeLessThan(7);
  });
});
