import { describe, expect, it } from '@jest/globals';
import { companionName } from './companion-names.js';

describe('companionName', () => {
  it.each([
    // The film of a Live Photo.
    ['IMG_1.MOV', 'IMG_1.HEIC', 'Beach.HEIC', 'Beach.MOV'],
    // Side-cars.
    ['IMG_1.HEIC.xmp', 'IMG_1.HEIC', 'Beach.heic', 'Beach.heic.xmp'],
    ['a.jpg.supplemental-metadata.json', 'a.jpg', 'b.jpg', 'b.jpg.supplemental-metadata.json'],
    ['IMG_1.xmp', 'IMG_1.HEIC', 'Beach.heic', 'Beach.xmp'],
    ['IMG.jpg(1).json', 'IMG(1).jpg', 'Beach.jpg', 'Beach.jpg.json'],
    ['IMG_1_HEVC.MOV', 'IMG_1.HEIC', 'Beach.HEIC', 'Beach.MOV'],
    // Only moved.
    ['IMG_1 (2).MOV', 'IMG_1.HEIC', 'IMG_1.HEIC', 'IMG_1 (2).MOV'],
  ])('%s of %s, which is %s now, is %s', (name, formerName, newName, expected) => {
    expect(companionName({ name }, formerName, newName)).toBe(expected);
  });
});
