import { describe, expect, it } from '@jest/globals';
import { otherHalvesOf } from './live-photo.js';

describe('the other half of a Live Photo', () => {
  it.each([
    ['IMG_1 (2).HEIC', ['IMG_1 (2).mov', 'IMG_1 (2).MOV', 'IMG_1 (2).mp4', 'IMG_1 (2).MP4']],
    [
      'a.b.MOV',
      ['a.b.heic', 'a.b.HEIC', 'a.b.heif', 'a.b.HEIF', 'a.b.jpg', 'a.b.JPG', 'a.b.jpeg', 'a.b.JPEG'],
    ],
    ['a.txt', []],
    ['jpg', []],
  ])('of %s would be one of %j', (name, others) => {
    expect(otherHalvesOf(name)).toEqual(others);
  });
});
