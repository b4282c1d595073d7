import { describe, expect, it } from '@jest/globals';
import { moveBefore, type Way } from './move-before.ts';

describe('in an album of abcde', () => {
  it.each<[string, Way, string | null]>([
    ['c', 'earlier', 'b'],
    ['c', 'later', 'e'],
    ['a', 'earlier', 'b'],
    ['e', 'later', null],
    ['d', 'later', null],
    ['bc', 'earlier', 'a'],
    ['bd', 'later', null],
    ['c', 'first', 'a'],
    ['a', 'first', 'b'],
    ['c', 'last', null],
    ['abcde', 'first', null],
  ])('%s going %s stands before %s', (chosen, way, before) => {
    expect(moveBefore([...'abcde'], [...chosen], way, false)).toBe(before);
  });
});

describe('in an album of abcde and more that is not here yet', () => {
  it.each<[string, Way, string | null | undefined]>([
    ['c', 'later', 'e'],
    ['d', 'later', undefined],
    ['e', 'later', undefined],
    ['abcde', 'first', undefined],
    ['e', 'earlier', 'd'],
    ['c', 'last', null],
  ])('%s going %s stands before %s', (chosen, way, before) => {
    expect(moveBefore([...'abcde'], [...chosen], way, true)).toBe(before);
  });
});
