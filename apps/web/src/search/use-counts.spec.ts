import { describe, expect, it } from '@jest/globals';
import { formatCount, formatTotal } from './use-counts.ts';

describe('formatCount', () => {
  it.each([
    [undefined, undefined],
    [0, '0'],
    [1_234, '1,234'],
    [9_999, '9,999'],
    [10_000, '10,000+'],
  ])('%s is %s', (count, text) => expect(formatCount(count)).toBe(text));
});

describe('formatTotal', () => {
  it.each([
    [[1], '1 file'],
    [[9_000, 9_000], '18,000 files'],
    [[10_000, 7], '10,007+ files'],
    [[3, undefined], undefined],
  ])('of %j is %s', (counts, text) => expect(formatTotal(counts)).toBe(text));
});
