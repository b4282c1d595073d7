import { describe, expect, it } from '@jest/globals';
import { isStray } from './is-left-behind.js';

const NOW = Date.UTC(2026, 10, 29, 12);
const HOUR_MS = 3_600_000;

describe('what is staged', () => {
  it.each([
    ['a form that a killed service did not finish', HOUR_MS, true],
    ['a form that comes in', HOUR_MS - 1, false],
    ['a form that was touched after the clock was read', -1, false],
  ])('%s', (_what, agoMs, expected) => {
    expect(isStray(new Date(NOW - agoMs), NOW)).toBe(expected);
  });
});
