import { describe, expect, it } from '@jest/globals';
import { decidePreviewSide } from './preview-side.js';

describe('decidePreviewSide', () => {
  it.each([
    ['a 12 MP phone photo', 4032, 1344],
    ['a 12 MP camera photo', 4000, 1333],
    ['a picture that would become too small', 3264, 1440],
    ['a step that sharp takes by itself', 4608, 1440],
    ['a 48 MP photo', 8064, 1440],
    ['the next step', 6900, 1380],
    ['a small picture', 800, 1440],
    ['an unknown size', undefined, 1440],
  ])('%s of %p pixels fits %d', (_, longSide, expected) => {
    expect(decidePreviewSide(longSide)).toBe(expected);
  });
});
