import { describe, expect, it } from '@jest/globals';
import { companionNames } from './companion-names.js';

const long = 'b'.repeat(240);

describe('companionNames', () => {
  it.each([
    // The film of a Live Photo.
    ['IMG_1.MOV', 'IMG_1.HEIC', 'Beach.HEIC', 'Beach.MOV'],
    // Side-cars.
    ['IMG_1.HEIC.xmp', 'IMG_1.HEIC', 'Beach.heic', 'Beach.heic.xmp'],
    ['a.jpg.supplemental-metadata.json', 'a.jpg', 'b.jpg', 'b.jpg.supplemental-metadata.json'],
    ['IMG_1.xmp', 'IMG_1.HEIC', 'Beach.heic', 'Beach.xmp'],
    ['IMG.jpg(1).json', 'IMG(1).jpg', 'Beach.jpg', 'Beach.jpg.json'],
    ['IMG_1_HEVC.MOV', 'IMG_1.HEIC', 'Beach.HEIC', 'Beach.MOV'],
    ['IMG_O1.AAE', 'IMG_1.HEIC', 'Beach.HEIC', 'Beach.AAE'],
    // Only moved.
    ['IMG_1 (2).MOV', 'IMG_1.HEIC', 'IMG_1.HEIC', 'IMG_1 (2).MOV'],
    // Longer than disks take.
    ['a.jpg.supplemental-metadata.json', 'a.jpg', `${long}.jpg`, `${long}.jpg.json`],
    ['a.pp3', 'a.jpg', `${'c'.repeat(251)}.jpg`, `${'c'.repeat(251)}.pp3`],
    ['a.jpg.on1', 'a.jpg', `${'c'.repeat(254)}`, 'a.jpg.on1'],
  ])('%s of %s, which is %s now, is %s', (name, formerName, newName, expected) => {
    expect(companionNames([name], formerName, newName)).toEqual([expected]);
  });

  it.each([
    [['IMG_1.AAE', 'IMG_O1.AAE'], 'IMG_1.HEIC', 'Beach.HEIC', ['Beach.AAE', 'Beach.HEIC.AAE']],
    [['IMG_1.MOV', 'IMG_1.aae', 'IMG_O1.AAE'], 'IMG_1.HEIC', 'B.HEIC', ['B.MOV', 'B.aae', 'B.HEIC.AAE']],
    [
      ['IMG.jpg(1).json', 'IMG.jpg.supplemental-metadata(1).json'],
      'IMG(1).jpg',
      'Beach.jpg',
      ['Beach.jpg.json', 'Beach.jpg.supplemental-metadata.json'],
    ],
    [['a.xmp', 'a.jpg.xmp'], 'a.jpg', 'b.jpg', ['b.xmp', 'b.jpg.xmp']],
    [['IMG_1.AAE', 'IMG_O1.AAE'], 'IMG_1.HEIC', 'IMG_1.HEIC', ['IMG_1.AAE', 'IMG_O1.AAE']],
  ])('%j of %s, which is %s now, are %j', (names, formerName, newName, expected) => {
    expect(companionNames(names, formerName, newName)).toEqual(expected);
  });
});
