import { describe, expect, it } from '@jest/globals';
import { BLOCK_BYTES, Layout, manifest, safeName, safePath } from './manifest.ts';

const sizes = (...all: number[]) => new Layout(all.map((sizeBytes) => ({ sizeBytes })));

describe('Layout', () => {
  const layout = sizes(2 * BLOCK_BYTES + 5, 0, 10);

  it.each([
    [0, { file: 0, block: 0, offset: 0, length: BLOCK_BYTES }],
    [2, { file: 0, block: 2, offset: 2 * BLOCK_BYTES, length: 5 }],
    [3, { file: 1, block: 0, offset: 0, length: 0 }],
    [4, { file: 2, block: 0, offset: 0, length: 10 }],
  ])('has at %d %j', (position, place) => expect(layout.placeOf(position)).toEqual(place));

  it('counts blocks and bytes', () => {
    expect(layout.blocks).toBe(5);
    expect([0, 1, 3, 4, 5].map((position) => layout.bytesBefore(position))).toEqual([
      0,
      BLOCK_BYTES,
      2 * BLOCK_BYTES + 5,
      2 * BLOCK_BYTES + 5,
      2 * BLOCK_BYTES + 15,
    ]);
    expect([0, 1, 2, 3, 4].map((position) => layout.isLastOfFile(position))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
  });

  it('of nothing is nothing', () => expect(sizes().blocks).toBe(0));
});

describe('a name from another device', () => {
  it.each([
    ['photo.jpg', 'photo.jpg'],
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['a\u202egpj.exe', 'a_gpj.exe'],
    ['nul', '_nul'],
    ['COM1.txt', '_COM1.txt'],
    ['dots...', 'dots'],
    ['..', '_'],
    ['', '_'],
    ['a\0b\nc', 'a_b_c'],
    ['Zoe\u0308', 'Zoë'],
    [`${'x'.repeat(300)}.jpeg`, `${'x'.repeat(175)}.jpeg`],
  ])('%j is written %j', (given, safe) => expect(safeName(given)).toBe(safe));

  it.each([
    ['a/b.txt', ['a', 'b.txt']],
    ['/../../a', ['a']],
    ['..', ['_']],
    ['a//./b', ['a', 'b']],
  ])('and the path %j is %j', (given, safe) => expect(safePath(given)).toEqual(safe));
});

describe('a manifest', () => {
  const file = { path: 'a', sizeBytes: 1, modifiedAtMs: 0, type: '' };
  it.each([
    [{ id: 'abcdefgh', files: [file] }, true],
    [{ id: 'abcdefgh', files: [{ ...file, sizeBytes: -1 }] }, false],
    [{ id: 'abcdefgh', files: [{ ...file, sizeBytes: 1.5 }] }, false],
    [{ id: '../..', files: [file] }, false],
    [{ id: 'abcdefgh', files: [], thumbnails: ['javascript:alert(1)'] }, false],
    [{ id: 'abcdefgh', files: [], thumbnails: ['data:image/svg+xml;base64,PHN2Zz4='] }, false],
  ])('%j is one: %s', (value, isOne) => expect(manifest.safeParse(value).success).toBe(isOne));
});
