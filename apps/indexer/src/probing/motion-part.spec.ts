import { describe, expect, it } from '@jest/globals';
import { inMemory } from './byte-source.js';
import { findMotionPart } from './motion-part.js';

const PICTURE = Buffer.alloc(400, 7);
const FILM = Buffer.concat([Buffer.from('\0\0\0\x10ftypmp42\0\0\0\0', 'latin1'), Buffer.alloc(84, 1)]);
const together = Buffer.concat([PICTURE, FILM]);
const part = { offsetBytes: 400, lengthBytes: 100 };

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function samsung(): Buffer {
  const name = Buffer.from('MotionPhoto_Data');
  const block = Buffer.concat([Buffer.from([0, 0, 0x30, 0x0a]), u32(name.length), name, FILM]);
  const entry = Buffer.concat([Buffer.from([0, 0, 0x30, 0x0a]), u32(block.length), u32(block.length)]);
  const directory = Buffer.concat([Buffer.from('SEFH'), u32(107), u32(1), entry]);
  return Buffer.concat([PICTURE, block, directory, u32(directory.length), Buffer.from('SEFT')]);
}

describe('the film in a picture', () => {
  it.each([
    [
      'Motion Photo’s',
      '<rdf:li><Container:Item Item:Mime="video/mp4" Item:Semantic="MotionPhoto" Item:Length="100" Item:Padding="0"/>',
      part,
    ],
    ['MicroVideo’s', '<rdf:Description GCamera:MicroVideo="1" GCamera:MicroVideoOffset="100"/>', part],
    ['MicroVideo’s as an element', '<GCamera:MicroVideoOffset>100</GCamera:MicroVideoOffset>', part],
    ['a wrong length', '<x GCamera:MicroVideoOffset="90"/>', undefined],
    ['more than there is', '<x GCamera:MicroVideoOffset="9000"/>', undefined],
    ['nothing', undefined, undefined],
  ])('is found by %s XMP', (_what, xmp, expected) => {
    expect(findMotionPart(inMemory(together), xmp)).toEqual(expected);
  });

  it('is found in HEIC’s box', () => {
    const ftyp = Buffer.from('\0\0\0\x10ftypheic\0\0\0\0', 'latin1');
    const box = Buffer.concat([Buffer.from('\0\0\0\x6cmpvd', 'latin1'), FILM]);
    expect(findMotionPart(inMemory(Buffer.concat([ftyp, box])), undefined)).toEqual({
      offsetBytes: 24,
      lengthBytes: 100,
    });
  });

  it('is found in Samsung’s trailer', () => {
    expect(findMotionPart(inMemory(samsung()), undefined)).toEqual({ offsetBytes: 424, lengthBytes: 100 });
  });

  it('is never looked for outside of the file, wherever that is cut off', () => {
    const whole = samsung();
    for (let length = 0; length < whole.length; length += 1) {
      const cut = Buffer.concat([whole.subarray(0, length), whole.subarray(-8)]);
      expect(() => findMotionPart(inMemory(cut), undefined)).not.toThrow();
    }
  });
});
