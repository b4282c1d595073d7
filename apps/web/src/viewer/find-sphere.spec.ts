import { describe, expect, it } from '@jest/globals';
import { isSphere, mayBeSphere } from './find-sphere.ts';

const sides = (cropped: number) =>
  `GPano:CroppedAreaImageWidthPixels="${cropped}" GPano:FullPanoWidthPixels="4000" GPano:CroppedAreaImageHeightPixels="2000" GPano:FullPanoHeightPixels="2000"`;

describe('a picture of a whole sphere', () => {
  it.each([
    ['by attributes', `<x GPano:ProjectionType="equirectangular" ${sides(4000)}/>`, true],
    ['by elements', '<GPano:ProjectionType>equirectangular</GPano:ProjectionType>', true],
    ['of which a part is missing', `<x GPano:ProjectionType="equirectangular" ${sides(1000)}/>`, false],
    ['projected otherwise', '<x GPano:ProjectionType="cylindrical"/>', false],
    ['that says nothing', 'JFIF', false],
  ])('is told %s', (_, head, expected) => {
    expect(isSphere(head)).toBe(expected);
  });

  it.each([
    ['image/jpeg', 4000, 2000, true],
    ['image/jpeg', 4000, 1999, true],
    ['image/jpeg', 4000, 3000, false],
    ['image/png', 4000, 2000, false],
    ['image/jpeg', 600, 300, false],
    ['image/jpeg', undefined, undefined, false],
  ])('%s of %s × %s may be one: %s', (mimeType, width, height, expected) => {
    expect(mayBeSphere(mimeType, width, height)).toBe(expected);
  });
});
