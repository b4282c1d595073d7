import { describe, expect, it } from '@jest/globals';
import { findSidecars } from './sidecar-names.js';

const found = (names: readonly string[]): string[] =>
  findSidecars(names.map((name) => ({ name }))).map(
    ({ sidecar, of }) => `${sidecar.name} → ${of.map(({ name }) => name).join(', ')}`,
  );

const long = 'Screenshot_20190201-212530_A very long application name.png';

describe('side-cars', () => {
  it.each([
    [['a.jpg', 'a.jpg.xmp'], ['a.jpg.xmp → a.jpg']],
    [['a.JPG', 'A.jpg.XMP'], ['A.jpg.XMP → a.JPG']],
    [['a.jpg', 'a.xmp'], ['a.xmp → a.jpg']],
    [['a.JPG', 'a.CR2', 'a.xmp'], ['a.xmp → a.CR2, a.JPG']],
    [
      ['a.JPG', 'a.CR2', 'a.CR2.xmp', 'a.JPG.xmp'],
      ['a.CR2.xmp → a.CR2', 'a.JPG.xmp → a.JPG'],
    ],
    [['a.mp4', 'a.xmp'], ['a.xmp → a.mp4']],
    [['b.jpg', 'a.xmp'], []],
    [['a.txt', 'a.xmp', 'a.txt.xmp'], []],
    [['IMG.jpg', 'IMG.jpg.json'], ['IMG.jpg.json → IMG.jpg']],
    [['IMG.jpg', 'IMG.jpg.supplemental-metadata.json'], ['IMG.jpg.supplemental-metadata.json → IMG.jpg']],
    [
      ['IMG_20200101_120000_HDR.jpg', 'IMG_20200101_120000_HDR.jpg.supplemental-metad.json'],
      ['IMG_20200101_120000_HDR.jpg.supplemental-metad.json → IMG_20200101_120000_HDR.jpg'],
    ],
    [['IMG.jpg', 'IMG.jpg.supp.json'], ['IMG.jpg.supp.json → IMG.jpg']],
    [['IMG.jpg', 'IMG.jpg.s.json'], ['IMG.jpg.s.json → IMG.jpg']],
    [['IMG.jpg', 'IMG.jpg..json'], ['IMG.jpg..json → IMG.jpg']],
    [[long, `${long.slice(0, 46)}.json`], [`${long.slice(0, 46)}.json → ${long}`]],
    [
      ['IMG.jpg', 'IMG(1).jpg', 'IMG.jpg.json', 'IMG.jpg(1).json'],
      ['IMG.jpg.json → IMG.jpg', 'IMG.jpg(1).json → IMG(1).jpg'],
    ],
    [
      ['IMG.jpg', 'IMG(1).jpg', 'IMG.jpg.supplemental-metadata(1).json'],
      ['IMG.jpg.supplemental-metadata(1).json → IMG(1).jpg'],
    ],
    [['IMG(1).jpg', 'IMG(1).jpg.json'], ['IMG(1).jpg.json → IMG(1).jpg']],
    [['IMG.jpg', 'IMG-edited.jpg', 'IMG.jpg.json'], ['IMG.jpg.json → IMG.jpg, IMG-edited.jpg']],
    [
      ['IMG(1).jpg', 'IMG-bearbeitet(1).jpg', 'IMG.jpg(1).json'],
      ['IMG.jpg(1).json → IMG(1).jpg, IMG-bearbeitet(1).jpg'],
    ],
    [['My.Holiday.2019.jpg', 'My.Holiday.2019.jpg.json'], ['My.Holiday.2019.jpg.json → My.Holiday.2019.jpg']],
    [['IMG.jpg', 'IMG.json', 'metadata.json', 'package.json', 'IMG.jpg.backup.json'], []],
    [['IMG.jpg', 'IMG.jpg(2).json'], []],
    [['a.jpg.xmp', 'a.jpg.json'], []],
    [['IMG_1.HEIC', 'IMG_1.AAE'], ['IMG_1.AAE → IMG_1.HEIC']],
    [['IMG_1.MOV', 'img_1.aae'], ['img_1.aae → IMG_1.MOV']],
    [['IMG_1.HEIC', 'IMG_E1.JPG', 'IMG_O1.AAE'], ['IMG_O1.AAE → IMG_1.HEIC']],
    [['IMG_E1.JPG', 'IMG_E1.AAE'], ['IMG_E1.AAE → IMG_E1.JPG']],
    [['IMG_2.HEIC', 'IMG_1.AAE'], []],
    [['a.CR2', 'a.CR2.pp3'], ['a.CR2.pp3 → a.CR2']],
    [['a.NEF', 'a.NEF.dop', 'a.JPG'], ['a.NEF.dop → a.NEF']],
    [
      ['a.CR3', 'a.vrd', 'a.on1'],
      ['a.vrd → a.CR3', 'a.on1 → a.CR3'],
    ],
    [['notes.dop', 'song.mp3', 'song.mp3.pp3'], []],
  ])('of %j are %j', (names, expected) => {
    expect(found(names)).toEqual(expected);
  });
});
