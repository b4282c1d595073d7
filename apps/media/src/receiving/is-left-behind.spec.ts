import { describe, expect, it } from '@jest/globals';
import { isLeftBehind } from './is-left-behind.js';

const NOW = Date.UTC(2026, 10, 29, 12);
const HOUR_MS = 3_600_000;

describe('what is staged', () => {
  it.each([
    ['a form that a killed service did not finish', undefined, HOUR_MS, true],
    ['a form that comes in', undefined, HOUR_MS - 1, false],
    ['an upload that waits for its next piece', 'receiving', 48 * HOUR_MS, false],
    ['an upload that is being stored', 'storing', 48 * HOUR_MS, false],
    ['what is in the library', 'done', 0, true],
    ['what was refused', 'refused', 0, true],
  ] as const)('%s', (_what, state, agoMs, expected) => {
    expect(isLeftBehind({ state, touchedAt: new Date(NOW - agoMs) }, NOW)).toBe(expected);
  });
});
