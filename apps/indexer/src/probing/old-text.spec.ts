import { describe, expect, it } from '@jest/globals';
import { decodeOldText } from './old-text.js';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('a text in an old code page', () => {
  it.each([
    ['plain letters', Buffer.from('Song 2'), 'Song 2'],
    ['UTF-8', Buffer.from('Ágætis byrjun'), 'Ágætis byrjun'],
    ['Shift-JIS', hex('836583588367'), 'テスト'],
    ['Shift-JIS with kanji', hex('8e 84 82 cc 89 cc'), '私の歌'],
    ['EUC-KR', hex('bb e7 b6 fb'), '사랑'],
    ['Windows 1251', hex('cf f0 e8 e2 e5 f2'), 'Привет'],
    ['Windows 1251 with two words', hex('c3 f0 f3 ef ef e0 20 ea f0 ee e2 e8'), 'Группа крови'],
    ['Windows 1252', Buffer.from('Björk: Jóga', 'latin1'), 'Björk: Jóga'],
    ['Windows 1252 in French', Buffer.from("L'été indien à Brassaï", 'latin1'), "L'été indien à Brassaï"],
    ['GBK', hex('b1b1bea9'), '北京'],
    ['GBK', hex('c4e3bac3'), '你好'],
    ['GBK', hex('d4c2c1c1b4fab1edced2b5c4d0c4'), '月亮代表我的心'],
    ['GBK', hex('d6dcbddcc2d7'), undefined],
    ['GBK', hex('c4e3ced2cbfd'), '你我她'],
    ['GBK', hex('b4baccecc0ef'), '春天里'],
    ['Big5', hex('a4a4b0ea'), '中國'],
    ['Big5', hex('a4ebab47a54eaaeda7daaabaa4df'), '月亮代表我的心'],
    ['Big5', hex('be48c452a767'), '鄧麗君'],
    ['Big5', hex('aefcc1efa4d1aac5'), '海闊天空'],
    ['EUC-KR', hex('b0adb3b2bdbac5b8c0cf'), '강남스타일'],
    ['EUC-KR', hex('c1c1c0ba20b3af'), '좋은 날'],
    ['EUC-KR', hex('b5b9bec6bfcdbfe420bacebbeac7d7bfa1'), '돌아와요 부산항에'],
    ['Windows 1251', hex('cee92c20f6e2e5f2b8f220eae0ebe8ede0'), 'Ой, цветёт калина'],
    ['Windows 1251', hex('c4c4d2'), 'ДДТ'],
    ['Shift-JIS', hex('8c4e82aa91e3'), '君が代'],
    ['Shift-JIS', hex('894691bd93638371834a838b'), '宇多田ヒカル'],
    ['no text at all', hex('81 ff fe 90 80'), undefined],
    ['nothing', Buffer.alloc(0), undefined],
  ])('is read where it is %s', (_what, bytes, text) => {
    expect(decodeOldText(bytes)).toBe(text);
  });
});
