import { describe, expect, it } from '@jest/globals';
import { dropOn } from './drop-on.ts';

const files = ['a', 'b', 'c', 'd'].map((id) => ({ id }));

describe('what is dropped on another file', () => {
  it.each([
    ['a', 'c', 'bcad', 'd', 'b'],
    ['d', 'b', 'adbc', 'b', null],
    ['b', 'd', 'acdb', null, 'c'],
    ['c', 'a', 'cabd', 'a', 'd'],
  ])('%s on %s makes %s', (id, on, order, before, formerBefore) => {
    const dropped = dropOn(files, id, on);
    expect(dropped?.files.map((file) => file.id).join('')).toBe(order);
    expect(dropped).toMatchObject({ before, formerBefore });
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
