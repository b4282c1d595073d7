import { describe, expect, it } from '@jest/globals';
import { spellingsOf } from './spellings.js';

describe('spellingsOf', () => {
  it.each([
    ['beahc', 'beach'],
    ['grece', 'greece'],
    ['greeece', 'greece'],
    ['vavation', 'vacation'],
    ['отпукс', 'отпуск'],
    ['urlab', 'urlaub'],
    ['irthday', 'birthday'],
    ['birthda', 'birthday'],
  ])('%s may be %s', (typed, meant) => expect(spellingsOf(typed)).toContain(meant));

  it('are each there once, and none is the word itself', () => {
    const found = spellingsOf('greece');
    expect(new Set(found).size).toBe(found.length);
    expect(found).not.toContain('greece');
    expect(found.length).toBeLessThan(400);
  });
});
