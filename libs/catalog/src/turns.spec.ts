import { describe, expect, it } from '@jest/globals';
import { turnsTo } from './turns.js';

describe('the turn to what somebody wants', () => {
  it('is none where the file says so already, and else the rest of the way', () => {
    expect(turnsTo(6)).toEqual([6, 5, 8, 7, 4, null, 2, 3]);
    expect(turnsTo(1)[0]).toBeNull();
  });
});
