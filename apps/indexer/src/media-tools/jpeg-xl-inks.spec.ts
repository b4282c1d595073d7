import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { readInks, tiffOfInks } from './jpeg-xl-inks.js';

describe('the inks of a JPEG XL', () => {
  it.each([
    [
      'extra channel 0:\n  type: Black\n  bits_per_sample: 8\nextra channel 1:\n  type: Alpha\n',
      { black: 0, alpha: 1 },
    ],
    ['extra channel 0:\n  type: Alpha\nextra channel 1:\n  type: Black\n', { black: 1, alpha: 0 }],
    ['extra channel 0:\n  type: Alpha\n', undefined],
    ['JPEG XL image, 16-bit RGB\nnum_extra_channels: 0\n', undefined],
  ])('are read off %j', (report, inks) => expect(readInks(report)).toEqual(inks));
});

it('black ink alone makes black, and what is transparent paper', async () => {
  const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 2, 5), }";
  const numbers = Buffer.concat([
    Buffer.from('\x93NUMPY\x01\0', 'latin1'),
    Buffer.from([header.length, 0]),
    Buffer.from(header),
    // Cyan, magenta, yellow, black (none is 1), opacity.
    Buffer.from(Float32Array.of(1, 1, 1, 0, 1, 1, 1, 1, 0, 0).buffer),
  ]);
  const tiff = tiffOfInks(numbers, { black: 0, alpha: 1 }, Buffer.alloc(0));
  const [r = 255, , , paper = 0] = await sharp(tiff).toColourspace('srgb').raw().toBuffer();
  expect([r < 60, paper > 250]).toEqual([true, true]);
});
