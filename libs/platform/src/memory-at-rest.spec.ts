import { describe, expect, it } from '@jest/globals';
import { RestDetector } from './memory-at-rest.js';

const looksAt = (...utilizations: number[]) => {
  const rest = new RestDetector();
  return utilizations.map((utilization) => rest.isFirstRest(utilization));
};

describe('RestDetector', () => {
  it('finds the first rest after the start', () => {
    expect(looksAt(0.6, 0.2, 0.01, 0.01)).toEqual([false, false, true, false]);
  });

  it('finds one after each time of work', () => {
    expect(looksAt(0.01, 0.3, 0.3, 0.02, 0.02, 0.9, 0)).toEqual([
      true,
      false,
      false,
      true,
      false,
      false,
      true,
    ]);
  });

  it('finds none while there is work', () => {
    expect(looksAt(0.1, 0.05, 0.4, 1)).toEqual([false, false, false, false]);
  });
});
