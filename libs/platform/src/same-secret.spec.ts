import { describe, expect, it } from '@jest/globals';
import { isSameSecret } from './same-secret.js';

describe('a secret', () => {
  it.each([
    ['itself', 'a secret', 'a secret', true],
    ['another one', 'a secreT', 'a secret', false],
    ['its beginning', 'a secre', 'a secret', false],
    ['more than it', 'a secret ', 'a secret', false],
    ['one of as many letters and more bytes', 'ä secret', 'a secret', false],
    ['nothing', undefined, 'a secret', false],
    ['several', ['a secret', 'a secret'], 'a secret', false],
    ['nothing, where there is none', undefined, undefined, false],
    ['an empty one, where there is none', '', '', false],
    ['a word, where there is none', 'undefined', undefined, false],
  ])('is shown by %s', (_, shown, secret, isSame) => {
    expect(isSameSecret(shown, secret)).toBe(isSame);
  });
});
