import { describe, expect, it } from '@jest/globals';
import { dropOn, placesOf, put } from './drop-on.ts';

const listOf = (ids: string) => [...ids].map((id) => ({ id }));
const idsOf = (files: readonly { readonly id: string }[]) => files.map(({ id }) => id).join('');
const files = listOf('abcd');

describe('what is dropped on another file', () => {
  it.each([
    ['a', 'c', 'bcad', 'd', 'b'],
    ['d', 'b', 'adbc', 'b', null],
    ['b', 'd', 'acdb', null, 'c'],
    ['c', 'a', 'cabd', 'a', 'd'],
  ])('%s on %s makes %s', (id, on, order, before, formerBefore) => {
    const dropped = dropOn(files, id, on);
    expect(dropped).toEqual({ id, before, formerBefore });
    expect(dropped && idsOf(put(files, dropped))).toBe(order);
  });

  it.each([
    ['a', 'a'],
    ['a', null],
    ['a', 'gone'],
    ['gone', 'a'],
  ])('%s on %s changes nothing', (id, on) => {
    expect(dropOn(files, id, on)).toBeUndefined();
  });
});

describe('a list of which more is to come', () => {
  it('has every place but its last, of which nobody knows yet what it stands before', () => {
    expect(idsOf(placesOf(files, true))).toBe('abc');
    expect(idsOf(placesOf(files, false))).toBe('abcd');
    expect(placesOf([], true)).toEqual([]);
  });

  it.each(['a', 'b', 'c'])('never takes its end for that of the album, nor for where %s came from', (id) => {
    const last = placesOf(files, true).at(-1)?.id ?? '';
    const [first] = files;
    expect(dropOn(files, id, last)?.before).not.toBe(null);
    expect(dropOn(files, id, first?.id ?? '')?.formerBefore).not.toBe(null);
  });
});

describe('an order in which a file is put elsewhere', () => {
  it.each([
    ['abcd', 'a', 'd', 'bcad'],
    ['abcdef', 'a', null, 'bcdefa'],
    ['bcad', 'a', 'd', 'bcad'],
    ['abcd', 'gone', 'b', 'abcd'],
    ['abcd', 'a', 'gone', 'abcd'],
  ])('of %s with %s before %s is %s', (all, id, before, order) => {
    expect(idsOf(put(listOf(all), { id, before }))).toBe(order);
  });
});
