import { expect, it } from '@jest/globals';
import { limitsFor } from './work-limits.js';

it.each([
  ['nobody knows how many pixels', 0, 25, 75_000],
  ['a phone takes', 12_000_000, 30, 90_000],
  ['the largest sensor takes', 200_000_000, 105, 240_000],
])('%s', (_what, pixels, cpuSec, wallClockMs) => {
  expect(limitsFor(pixels)).toMatchObject({ cpuSec, wallClockMs });
});
