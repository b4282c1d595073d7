import { describe, expect, it } from '@jest/globals';
import { nestsDeeperThan } from './json-depth.js';

describe('nestsDeeperThan', () => {
  it.each([
    ['{"a":[1]}', 2, false],
    ['{"a":[1]}', 1, true],
    ['[[[]]]', 3, false],
    ['[[[]]]', 2, true],
    ['[],[],[]', 1, false],
    ['"[[[["', 0, false],
    [String.raw`"\"[[[[\\"`, 0, false],
    [String.raw`["\\",[1]]`, 1, true],
    ['', 0, false],
    ['{', 0, true],
    [']]]][[[', 1, false],
  ])('%s is deeper than %d: %s', (text, limit, isDeeper) => {
    expect(nestsDeeperThan(text, limit)).toBe(isDeeper);
  });

  it('looks no further than it must', () => {
    expect(nestsDeeperThan('['.repeat(1_000_000), 32)).toBe(true);
  });
});
