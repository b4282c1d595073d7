import { describe, expect, it } from '@jest/globals';
import { decodeText } from './decode-text.ts';

const wide = (text: string, mark: readonly number[], isBig: boolean) => {
  const bytes = [...text].flatMap((letter) => {
    const [high, low] = [letter.charCodeAt(0) >> 8, letter.charCodeAt(0) & 255];
    return isBig ? [high, low] : [low, high];
  });
  return new Uint8Array([...mark, ...bytes]);
};

describe('text', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode('Grüße\r\n日本'), 'Grüße\n日本', 'UTF-8'],
    ['UTF-8 with a mark', new Uint8Array([0xef, 0xbb, 0xbf, 0x61]), 'a', 'UTF-8'],
    ['UTF-8 cut off in a letter', new Uint8Array([0x61, 0xc3]), 'a', 'UTF-8'],
    ['Windows-1252', new Uint8Array([0x47, 0x72, 0xfc, 0xdf, 0x65, 0x80]), 'Grüße€', 'Windows-1252'],
    ['UTF-16, little end first', wide('Grüße', [0xff, 0xfe], false), 'Grüße', 'UTF-16'],
    ['UTF-16, big end first', wide('Grüße', [0xfe, 0xff], true), 'Grüße', 'UTF-16'],
    ['UTF-16 without a mark', wide('plain words', [], false), 'plain words', 'UTF-16'],
    ['nothing', new Uint8Array(), '', 'UTF-8'],
    ['old line ends and bytes without a face', new TextEncoder().encode('a\rb\u0007'), 'a\nb\ufffd', 'UTF-8'],
  ])('%s is read', (_, bytes, text, encoding) => {
    expect(decodeText(bytes)).toEqual({ text, encoding });
  });
});
