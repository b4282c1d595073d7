import { describe, expect, it } from '@jest/globals';
import { turnsTo } from './turns.js';

describe('the turn to what somebody wants', () => {
  it('is none where the file says so already, and else the rest of the way', () => {
    expect(turnsTo(6)).toEqual([6, 7, 8, 5, 2, null, 4, 3]);
    expect(turnsTo(1)[0]).toBeNull();
  });
});
