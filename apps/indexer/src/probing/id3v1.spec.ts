import { describe, expect, it } from '@jest/globals';
import { inMemory } from './byte-source.js';
import { decodeOldText, readId3v1, withRightWords } from './id3v1.js';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const TEST_IN_SJIS = hex('83 65 83 58 83 67');

function tag(title: Buffer, artist: Buffer = Buffer.alloc(0)): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.write('TAG', 'latin1');
  title.copy(bytes, 3);
  artist.copy(bytes, 33);
  return Buffer.concat([Buffer.alloc(500, 0xff), bytes]);
}

describe('a text in an old code page', () => {
  it.each([
    ['plain letters', Buffer.from('Song 2'), 'Song 2'],
    ['UTF-8', Buffer.from('Ágætis byrjun'), 'Ágætis byrjun'],
    ['Shift-JIS', TEST_IN_SJIS, 'テスト'],
    ['Shift-JIS with kanji', hex('8e 84 82 cc 89 cc'), '私の歌'],
    ['EUC-KR', hex('bb e7 b6 fb'), '사랑'],
    ['Windows 1251', hex('cf f0 e8 e2 e5 f2'), 'Привет'],
    ['Windows 1251 with two words', hex('c3 f0 f3 ef ef e0 20 ea f0 ee e2 e8'), 'Группа крови'],
    ['Windows 1252', Buffer.from('Björk: Jóga', 'latin1'), 'Björk: Jóga'],
    ['Windows 1252 in French', Buffer.from("L'été indien à Brassaï", 'latin1'), "L'été indien à Brassaï"],
    ['no text at all', hex('81 ff fe 90 80'), undefined],
    ['nothing', Buffer.alloc(0), undefined],
  ])('is read where it is %s', (_what, bytes, text) => {
    expect(decodeOldText(bytes)).toBe(text);
  });
});

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
