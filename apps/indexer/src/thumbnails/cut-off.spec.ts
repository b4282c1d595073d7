import { describe, expect, it } from '@jest/globals';
import { inMemory } from '../probing/byte-source.js';
import { findWebpLength } from '../probing/cut-webp.js';
import { endsEarly, greyWhatIsMissing } from './cut-off.js';

function webp(lengthBytes: number, thereBytes: number): Buffer {
  const bytes = Buffer.alloc(Math.max(12, thereBytes));
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(lengthBytes - 8, 4);
  bytes.write('WEBP', 8, 'latin1');
  return bytes.subarray(0, thereBytes);
}

function boxes(...sizes: readonly (readonly [string, number])[]): Buffer {
  return Buffer.concat(
    sizes.map(([type, size]) => {
      const bytes = Buffer.alloc(size);
      bytes.writeUInt32BE(size, 0);
      bytes.write(type, 4, 'latin1');
      return bytes;
    }),
  );
}

function tiff(mark: 'II' | 'MM', directoryAt: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.write(mark === 'II' ? 'II*\0' : 'MM\0*', 0, 'latin1');
  if (mark === 'II') bytes.writeUInt32LE(directoryAt, 4);
  else bytes.writeUInt32BE(directoryAt, 4);
  return bytes;
}

/** Two frames of one dot each, and a table of two colours. */
const frame = Buffer.from('21f904000a000000' + '2c000000000100010000' + '02' + '024401' + '00', 'hex');
const gif = Buffer.concat([
  Buffer.from('GIF89a\x01\0\x01\0\x80\0\0', 'latin1'),
  Buffer.from('000000ffffff', 'hex'),
  frame,
  frame,
  Buffer.from(';'),
]);

function chunk(type: string, size: number): Buffer {
  const bytes = Buffer.alloc(12 + size);
  bytes.writeUInt32BE(size, 0);
  bytes.write(type, 4, 'latin1');
  return bytes;
}

const png = Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  ...[chunk('IHDR', 13), chunk('IDAT', 50), chunk('IEND', 0)],
]);
const bmp = Buffer.alloc(100);
bmp.write('BM', 0, 'latin1');
bmp.writeUInt32LE(100, 2);

const heic = boxes(['ftyp', 24], ['meta', 100], ['mdat', 500]);
const toTheEnd = Buffer.from(heic);
toTheEnd.writeUInt32BE(0, 124);

describe('a file that ends before what it says of itself', () => {
  it.each<[string, Buffer, boolean]>([
    ['a WebP', webp(1_000, 700), true],
    ['a whole WebP', webp(1_000, 1_000), false],
    ['a WebP with something behind it', webp(1_000, 1_004), false],
    ['a HEIC', heic.subarray(0, 400), true],
    ['a whole HEIC', heic, false],
    ['a HEIC whose last box reaches to the end, wherever that is', toTheEnd.subarray(0, 400), false],
    ['a TIFF whose directory is gone', tiff('II', 5_000, 100), true],
    ['one of the other order', tiff('MM', 5_000, 100), true],
    ['a TIFF whose directory is there', tiff('II', 8, 100), false],
    ['a GIF amid its first frame', gif.subarray(0, 19 + 15), true],
    ['a GIF amid its second frame', gif.subarray(0, gif.length - 3), true],
    ['a GIF amid a table of colours', gif.subarray(0, 16), true],
    ['a GIF of which the last byte alone is missing', gif.subarray(0, gif.length - 1), false],
    ['a whole GIF', gif, false],
    ['a whole GIF with something behind it', Buffer.concat([gif, Buffer.alloc(9, 0x21)]), false],
    ['a PNG amid its content', png.subarray(0, 60), true],
    ['a PNG without its end', png.subarray(0, png.length - 12), true],
    ['a whole PNG', png, false],
    ['a whole PNG with something behind it', Buffer.concat([png, Buffer.alloc(9)]), false],
    ['a BMP', bmp.subarray(0, 60), true],
    ['a whole BMP', bmp, false],
    ['a BMP that does not know its length', Buffer.concat([Buffer.from('BM'), Buffer.alloc(98)]), false],
    ['a JPEG XL', boxes(['JXL ', 12], ['ftyp', 20], ['jxlc', 100]).subarray(0, 90), true],
    ['a whole JPEG XL', boxes(['JXL ', 12], ['ftyp', 20], ['jxlc', 100]), false],
    ['a JPEG 2000', boxes(['jP  ', 12], ['ftyp', 20], ['jp2c', 100]).subarray(0, 90), true],
    ['what is too short to say anything', Buffer.from('RIFF'), false],
    ['nothing', Buffer.alloc(0), false],
    ['a JPEG, whose decoder knows', Buffer.from('ffd8ffe000104a464946', 'hex'), false],
  ])('%s', (_what, bytes, expected) => expect(endsEarly(inMemory(bytes))).toBe(expected));

  it('a hostile length is a number and no more', () => {
    expect(findWebpLength(inMemory(webp(4_294_967_296, 12)))).toBe(4_294_967_296);
    expect(findWebpLength(inMemory(Buffer.from('RIFF....WAVE')))).toBeUndefined();
  });
});

describe('a picture of which tiles are missing', () => {
  const green = [0, 136, 0, 255];
  const other = [0, 137, 0, 255];

  it('has grey in their place', () => {
    const rgba = Uint8Array.from([...green, ...other]);
    expect(greyWhatIsMissing(rgba)).toBe(true);
    expect([...rgba]).toEqual([128, 128, 128, 255, ...other]);
  });

  it('is none where nothing of it is left', () => {
    expect(greyWhatIsMissing(Uint8Array.from([...green, ...green]))).toBe(false);
  });
});
