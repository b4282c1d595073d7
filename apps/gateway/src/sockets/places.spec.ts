import { describe, expect, it } from '@jest/globals';
import { Places } from './places.js';

describe('Places', () => {
  it('are taken until a kind is full, and can be taken again once one is free', () => {
    const places = new Places();
    expect(places.take([['a', 2]])).toBe(true);
    expect(places.take([['a', 2]])).toBe(true);
    expect(places.take([['a', 2]])).toBe(false);
    places.free(['a']);
    expect(places.take([['a', 2]])).toBe(true);
  });

  it('are taken of each kind or of none', () => {
    const places = new Places();
    places.take([['full', 1]]);
    const both = [
      ['empty', 1],
      ['full', 1],
    ] as const;
    expect(places.take(both)).toBe(false);
    expect(places.take([['empty', 1]])).toBe(true);
  });
});
