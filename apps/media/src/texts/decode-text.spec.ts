import { describe, expect, it } from '@jest/globals';
import { decodeText } from './decode-text.js';

const CYRILLIC = 'Здравствуйте, это субтитры к нашему фильму о море и горах';
/** Windows-1251 has the letters in one row. */
const windows1251 = Uint8Array.from(CYRILLIC, (letter) => {
  const code = letter.charCodeAt(0);
  return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
});

describe('decodeText', () => {
  it.each<[string, Uint8Array, string]>([
    ['UTF-8', Buffer.from('Grüße, 世界'), 'Grüße, 世界'],
    ['UTF-8 with a mark', Buffer.from('\ufeffGrüße'), 'Grüße'],
    ['UTF-16', Buffer.from('\ufeffGrüße', 'utf16le'), 'Grüße'],
    ['UTF-16 the other way round', Buffer.from('\ufeffGrüße', 'utf16le').swap16(), 'Grüße'],
    ['Windows-1251', windows1251, CYRILLIC],
    [
      'Latin-1',
      Buffer.from('Ça va être très drôle, à bientôt mon frère', 'latin1'),
      'Ça va être très drôle, à bientôt mon frère',
    ],
    ['nothing', new Uint8Array(), ''],
  ])('reads %s', (_, bytes, text) => {
    expect(decodeText(bytes)).toBe(text);
  });
});
