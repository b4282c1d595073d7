import { expect, it } from '@jest/globals';
import { limitsFor, outputLimitFor } from './work-limits.js';

it.each([
  ['nobody knows how many pixels', 0, 25, 75_000],
  ['a phone takes', 12_000_000, 30, 90_000],
  ['the largest sensor takes', 200_000_000, 105, 240_000],
])('%s', (_what, pixels, cpuSec, wallClockMs) => {
  expect(limitsFor(pixels)).toMatchObject({ cpuSec, wallClockMs });
});

it.each([
  ['a preview', 1440 * 1440, 64],
  ['a picture of 16 megapixels', 16 * 1024 ** 2, 128],
  ['a picture of any size', 1_000_000_000, 256],
])('%s', (_what, pixels, mebibytes) => {
  expect(outputLimitFor(pixels)).toBe(mebibytes * 1024 ** 2);
});
