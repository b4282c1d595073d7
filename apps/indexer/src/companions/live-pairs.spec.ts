import { describe, expect, it } from '@jest/globals';
import type { FolderFile } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { findLivePairs } from './live-pairs.js';

type Named = string | ({ name: string } & Partial<FolderFile>);

function file(named: Named): FolderFile {
  const { name, ...rest } = typeof named === 'string' ? { name: named } : named;
  return {
    id: name as FileId,
    name,
    sizeBytes: 2_000_000,
    durationSec: null,
    contentId: null,
    isUnreadable: false,
    ...rest,
  };
}

const pairs = (files: readonly Named[]): string[] =>
  findLivePairs(files.map(file)).map(({ still, film }) => `${still} + ${film}`);

describe('Live Photos by name', () => {
  it.each<[Named[], string[]]>([
    [['IMG_1.HEIC', 'IMG_1.MOV'], ['IMG_1.HEIC + IMG_1.MOV']],
    [['IMG_1.MOV', 'IMG_1.JPG'], ['IMG_1.JPG + IMG_1.MOV']],
    [['img_1.jpg', 'IMG_1.mov'], ['img_1.jpg + IMG_1.mov']],
    [['IMG_1.jpeg', 'IMG_1.mp4'], ['IMG_1.jpeg + IMG_1.mp4']],
    [['IMG_1.HEIC', 'IMG_1_HEVC.MOV'], ['IMG_1.HEIC + IMG_1_HEVC.MOV']],
    [['IMG_1.HEIC', 'IMG_1.HEIC.MOV'], ['IMG_1.HEIC + IMG_1.HEIC.MOV']],
    [['IMG_E5123.JPG', 'IMG_5123.MOV'], ['IMG_E5123.JPG + IMG_5123.MOV']],
    [['IMG_E5123.JPG', 'IMG_5123.HEIC', 'IMG_5123.MOV'], ['IMG_5123.HEIC + IMG_5123.MOV']],
    [
      ['IMG_E5123.JPG', 'IMG_E5123.MOV', 'IMG_5123.HEIC', 'IMG_5123.MOV'],
      ['IMG_5123.HEIC + IMG_5123.MOV', 'IMG_E5123.JPG + IMG_E5123.MOV'],
    ],
    [['IMG_5123.HEIC', 'IMG_E5123.MOV'], ['IMG_5123.HEIC + IMG_E5123.MOV']],
    [['IMG_1.JPG', 'IMG_1.HEIC', 'IMG_1.MOV'], ['IMG_1.HEIC + IMG_1.MOV']],
    [['Ä.heic', 'A\u0308.MOV'], ['Ä.heic + A\u0308.MOV']],
    [['IMG_1 (2).HEIC', 'IMG_1 (2).MOV', 'IMG_1.HEIC'], ['IMG_1 (2).HEIC + IMG_1 (2).MOV']],
    [['IMG_1.HEIC', 'IMG_2.MOV'], []],
    [['IMG_1.PNG', 'IMG_1.MOV'], []],
    [['IMG_1.HEIC', 'IMG_1.MKV'], []],
    [['IMG_1.HEIC', { name: 'IMG_1.MOV', durationSec: 61 }], []],
    [['IMG_1.HEIC', { name: 'IMG_1.MOV', sizeBytes: 900_000_000 }], []],
    [['IMG_1.HEIC', { name: 'IMG_1.MOV', sizeBytes: 0 }], []],
    [['IMG_1.HEIC', { name: 'IMG_1.MOV', isUnreadable: true }], []],
    [[{ name: 'IMG_1.HEIC', isUnreadable: true }, 'IMG_1.MOV'], []],
    [['IMG_1.HEIC', { name: 'IMG_1.MOV', durationSec: 2.9 }], ['IMG_1.HEIC + IMG_1.MOV']],
  ])('of %j are %j', (files, expected) => {
    expect(pairs(files)).toEqual(expected);
  });
});

describe('Live Photos by content identifier', () => {
  const a = { contentId: 'A' };

  it('go before names', () => {
    expect(pairs([{ name: 'IMG_1.HEIC', ...a }, 'IMG_1.MOV', { name: 'renamed.mov', ...a }])).toEqual([
      'IMG_1.HEIC + renamed.mov',
    ]);
  });

  it('keep those of one name apart that name others', () => {
    expect(
      pairs([
        { name: 'IMG_1.HEIC', ...a },
        { name: 'IMG_1.MOV', contentId: 'B' },
      ]),
    ).toEqual([]);
    expect(pairs([{ name: 'IMG_1.HEIC', ...a }, 'IMG_1.MOV'])).toEqual(['IMG_1.HEIC + IMG_1.MOV']);
  });
});
