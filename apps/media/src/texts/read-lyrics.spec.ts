import { describe, expect, it } from '@jest/globals';
import { readLyrics } from './read-lyrics.js';

describe('readLyrics', () => {
  it.each([
    [
      '[ar:Ann]\n[00:01.50]One\n[01:02]Two',
      [
        [1.5, 'One'],
        [62, 'Two'],
      ],
    ],
    [
      '[00:10.00][00:05.00]Again',
      [
        [5, 'Again'],
        [10, 'Again'],
      ],
    ],
    ['[offset:+500]\r\n[00:01.00]Early', [[0.5, 'Early']]],
    ['[00:01.00]<00:01.00>Word <00:01.50>by word', [[1, 'Word by word']]],
    [
      'No times\nat all',
      [
        [null, 'No times'],
        [null, 'at all'],
      ],
    ],
    ['[00:01.00]<img src=x onerror=alert(1)>', [[1, '<img src=x onerror=alert(1)>']]],
  ])('%j', (text, lines) => {
    expect(readLyrics(text).map(({ atSec, text: line }) => [atSec, line])).toEqual(lines);
  });

  it('is bounded', () => {
    expect(readLyrics('la\n'.repeat(10_000))).toHaveLength(2_000);
  });
});
