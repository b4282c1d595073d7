import { describe, expect, it } from '@jest/globals';
import { inMemory } from './byte-source.js';
import { readId3v1, withRightWords } from './id3v1.js';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const TEST_IN_SJIS = hex('83 65 83 58 83 67');

function tag(title: Buffer, artist: Buffer = Buffer.alloc(0)): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.write('TAG', 'latin1');
  title.copy(bytes, 3);
  artist.copy(bytes, 33);
  return Buffer.concat([Buffer.alloc(500, 0xff), bytes]);
}

describe('the words of a sound', () => {
  const read = readId3v1(inMemory(tag(TEST_IN_SJIS, hex('ff fe 80'))));

  it('are set right where the tag was misread', () => {
    expect(withRightWords({ title: TEST_IN_SJIS.toString('latin1') }, read)).toEqual({ title: 'テスト' });
    expect(withRightWords({ title: '\ufffde\ufffdX\ufffdg', artist: '\ufffd\ufffd' }, read)).toEqual({
      title: 'テスト',
      artist: undefined,
    });
  });

  it('are left as they are where another tag says them', () => {
    expect(withRightWords({ title: 'Jóga', artist: '人', album: 'a' }, read)).toEqual({
      title: 'Jóga',
      artist: '人',
      album: 'a',
    });
  });

  it('are left out where nobody can read them', () => {
    expect(withRightWords({ title: 'a\ufffd' }, undefined)).toEqual({ title: undefined });
  });

  it('are read from no file without the tag', () => {
    expect(readId3v1(inMemory(Buffer.alloc(500)))).toBeUndefined();
    expect(readId3v1(inMemory(Buffer.from('TAG')))).toBeUndefined();
  });
});
