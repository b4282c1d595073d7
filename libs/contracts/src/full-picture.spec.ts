import { describe, expect, it } from '@jest/globals';
import { hasFullPicture } from './full-picture.js';

describe('the full-size picture', () => {
  it.each([
    ['of a phone that takes HEIC', { mimeType: 'image/heic', width: 3024, height: 4032 }, true],
    ['of a camera’s raw', { mimeType: 'image/x-canon-cr3', width: 6000, height: 4000 }, true],
    ['of a scan whose size nobody could read', { mimeType: 'image/tiff', width: null, height: null }, true],
    ['of what its preview shows whole', { mimeType: 'image/heic', width: 1440, height: 960 }, false],
    ['of what browsers draw themselves', { mimeType: 'image/jpeg', width: 4000, height: 3000 }, false],
  ])('%s', (_, facts, expected) => {
    expect(hasFullPicture({ kind: 'image', ...facts })).toBe(expected);
  });

  it('is of pictures alone', () => {
    expect(hasFullPicture({ kind: 'video', mimeType: 'video/mp4', width: 3840, height: 2160 })).toBe(false);
  });
});
