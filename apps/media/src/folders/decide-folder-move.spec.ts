import { describe, expect, it } from '@jest/globals';
import { decideFolderMove } from './decide-folder-move.js';

describe('decideFolderMove', () => {
  it.each([
    ['a', 'b', 'move'],
    ['a/b', 'b', 'move'],
    ['a', 'ab', 'move'],
    ['a/b', 'a', 'move'],
    ['a', 'A', 'move'],
    ['a', 'a', 'nothing'],
    ['a', 'a/b', 'inside-itself'],
    ['a/b', 'a/b/c/d', 'inside-itself'],
  ] as const)('from %s to %s is %s', (from, to, decision) => {
    expect(decideFolderMove(from, to)).toBe(decision);
  });
});
