import { describe, expect, it } from '@jest/globals';
import { renewInMs, spellCode, timeLeft } from './renew-invitation.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const at = (offsetSec: number) => new Date(NOW + offsetSec * 1000).toISOString();

describe('renewInMs', () => {
  it.each([
    ['shortly before the code ends', 900, 120, 117_000],
    ['before the address ends, if that is sooner', 60, 120, 57_000],
    ['soon, and not at once, when both are over', -5, -600, 1_000],
  ])('is %s', (_, address, code, ms) => {
    expect(renewInMs({ expiresAt: at(address), codeExpiresAt: at(code) }, NOW)).toBe(ms);
  });
});

describe('timeLeft', () => {
  it.each([
    [120, '2:00'],
    [64.2, '1:05'],
    [9, '0:09'],
    [-3, '0:00'],
  ])('with %d seconds to go says %s', (seconds, words) => {
    expect(timeLeft(at(seconds), NOW)).toBe(words);
  });
});

it('spells a code in threes', () => {
  expect(spellCode('482913')).toBe('482 913');
});
