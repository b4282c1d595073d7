import { describe, expect, it } from '@jest/globals';
import { rgbaToThumbHash } from 'thumbhash';
import { findThumbhashColour, findThumbhashUrl, hasThumbhashUrl } from './thumbhash-url.ts';

const hashOf = (...pixel: number[]) =>
  Buffer.from(rgbaToThumbHash(4, 4, Array.from({ length: 16 }, () => pixel).flat())).toString('base64');

describe('what stands in for a picture', () => {
  it('is its colour, before anything is drawn', () => {
    const red = hashOf(255, 0, 0, 255);
    const [r, g, b] = (findThumbhashColour(red) ?? '').match(/\d+/g)?.map(Number) ?? [];
    expect(r).toBeGreaterThan(200);
    expect(g).toBeLessThan(50);
    expect(b).toBeLessThan(50);
    expect(hasThumbhashUrl(red)).toBe(false);
  });

  it('is drawn once', () => {
    const blue = hashOf(0, 0, 255, 255);
    const drawn = findThumbhashUrl(blue);
    expect(drawn).toMatch(/^data:image\/png;base64,/);
    expect(hasThumbhashUrl(blue)).toBe(true);
    expect(findThumbhashUrl(blue)).toBe(drawn);
  });

  it.each([null, 'no~hash'])('is nothing for %j', (hash) => {
    expect(findThumbhashUrl(hash)).toBeUndefined();
    expect(findThumbhashColour(hash)).toBeUndefined();
    expect(hasThumbhashUrl(hash)).toBe(false);
  });
});
