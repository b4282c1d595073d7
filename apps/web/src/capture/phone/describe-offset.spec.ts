import { describe, expect, it } from '@jest/globals';
import { describeOffset } from './describe-offset.ts';

describe('what a phone says of its clock', () => {
  it.each([
    [123_020, 0.41, 'clock +123.02 s ±0.4 ms'],
    [-45.26, 3, 'clock −45.3 ms ±3.0 ms'],
    [0, 0, 'clock 0.0 ms ±0.1 ms'],
    [-0.02, 0.3, 'clock 0.0 ms ±0.3 ms'],
  ])('%s ms, known to %s ms', (offsetMs, uncertaintyMs, words) => {
    expect(describeOffset({ offsetMs, uncertaintyMs })).toBe(words);
  });
});
