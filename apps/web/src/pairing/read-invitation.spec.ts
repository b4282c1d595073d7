import { describe, expect, it } from '@jest/globals';
import { readCode, readFragment } from './read-invitation.ts';

describe('readFragment', () => {
  const token = 'Abcdefghijklmnop_rstuvwxyz-12345';
  it.each([
    ['', 'none'],
    ['#', 'none'],
    [`#${token}`, { token }],
    [`#${token}x`, 'foreign'],
    ['#eyJhbGciOiJIUzI1NiJ9.e30.c2ln', { captureToken: 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln' }],
    ['#eyJhbGciOiJIUzI1NiJ9.e30', 'foreign'],
    ['#a.b', 'foreign'],
  ])('of %j', (hash, read) => {
    expect(readFragment(hash)).toEqual(read);
  });
});

describe('readCode', () => {
  it.each([
    ['482913', '482913'],
    [' 482 913', '482913'],
    ['482-913', '482913'],
    ['48291', undefined],
    ['4829134', undefined],
    ['', undefined],
  ])('of %j is %j', (typed, code) => {
    expect(readCode(typed)).toBe(code);
  });
});
