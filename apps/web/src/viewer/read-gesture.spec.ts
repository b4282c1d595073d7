import { describe, expect, it } from '@jest/globals';
import { readGesture } from './read-gesture.ts';

describe('readGesture', () => {
  it.each([
    [0, 120, 'pull-down'],
    [40, 120, 'pull-down'],
    [0, -120, 'pull-up'],
    [0, 60, 'none'],
    [-10, -60, 'none'],
    [200, 120, 'none'],
    [-130, 120, 'none'],
    [0, 0, 'none'],
  ] as const)('by %i, %i is %s', (dx, dy, gesture) => {
    expect(readGesture({ dx, dy })).toBe(gesture);
  });
});
