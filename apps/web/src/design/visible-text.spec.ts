import { describe, expect, it } from '@jest/globals';
import { visibleText } from './visible-text.ts';

describe('text that came with a file', () => {
  it.each([
    ['holiday\u202Egpj.exe', 'holiday�gpj.exe'],
    ['a\u2066b\u2067c\u2068d\u2069e', 'a�b�c�d�e'],
    ['two\nlines\tand\u0000nothing\u007F', 'two␊lines␉and␀nothing␡'],
    ['\u0085\u2028\u2029', '���'],
    ['Grüße 写真 שלום 👩‍👧.jpg', 'Grüße 写真 שלום 👩‍👧.jpg'],
  ])('%j is shown as %s', (text, shown) => expect(visibleText(text)).toBe(shown));
});
