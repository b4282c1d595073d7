import { describe, expect, it } from '@jest/globals';
import { toCsv } from './csv.js';

const cell = (value: unknown) =>
  toCsv(['a'], [{ a: value }])
    .split('\r\n')
    .slice(1, -1)
    .join('\r\n');

describe('toCsv', () => {
  it('has a line of names, and ends each line', () => {
    expect(toCsv(['b', 'a'], [{ a: 1, b: 'x' }])).toBe('b,a\r\nx,1\r\n');
    expect(toCsv(['a'], [])).toBe('a\r\n');
  });

  it.each([
    ['plain', 'plain'],
    ['Zoë 日本 🎉', 'Zoë 日本 🎉'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['=1+1', "'=1+1"],
    ['@cmd', "'@cmd"],
    [-3.5, '-3.5'],
    [true, 'true'],
    [null, ''],
    [undefined, ''],
  ])('writes %j as %j', (value, text) => expect(cell(value)).toBe(text));
});
