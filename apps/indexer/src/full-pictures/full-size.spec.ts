import { describe, expect, it } from '@jest/globals';
import { decideFullSide } from './full-size.js';

describe('the longer side of a full-size picture', () => {
  it.each([
    ['is that of the picture', { width: 3024, height: 4032 }, 4032],
    ['also of a strip', { width: 20_000, height: 3_000 }, 20_000],
    ['is less where there are too many pixels', { width: 16_000, height: 16_000 }, 8_000],
    ['is less still where these are deep', { width: 8_000, height: 8_000, isDeep: true }, 3_464],
    ['keeps the shape of those', { width: 32_000, height: 8_000 }, 16_000],
    ['is what JPEG can hold at most', { width: 70_000, height: 100 }, 65_500],
    ['is that of a square where nothing is known', {}, 8_000],
  ])('%s', (_, size, side) => {
    expect(decideFullSide(size)).toBe(side);
  });
});
