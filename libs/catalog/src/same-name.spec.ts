import { describe, expect, it } from '@jest/globals';
import { isSameNameToSome, twinsOf } from './same-name.js';

describe('isSameNameToSome', () => {
  it.each([
    ['a.jpg', 'A.JPG', true],
    ['caf\u00e9', 'cafe\u0301', true],
    ['CAF\u00c9', 'cafe\u0301', true],
    ['cafe', 'caf\u00e9', false],
    ['a', 'b', false],
  ])('of %j and %j is %s', (one, other, same) => {
    expect(isSameNameToSome(one, other)).toBe(same);
  });
});

describe('twinsOf', () => {
  it.each([
    ['plain.jpg', []],
    ['caf\u00e9', ['cafe\u0301']],
    ['cafe\u0301', ['caf\u00e9']],
  ])('of %j are %j', (name, twins) => {
    expect(twinsOf(name)).toEqual(twins);
  });
});
