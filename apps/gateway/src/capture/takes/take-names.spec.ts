import { describe, expect, it } from '@jest/globals';
import { fileNames, folderName } from './take-names.js';

const AT = Date.UTC(2026, 10, 28, 18, 5, 9);

describe('names of takes', () => {
  it.each([
    ['Morning run', '2026-11-28 18.05.09 Morning run'],
    ['a/b\\..:*\u0000', '2026-11-28 18.05.09 a b'],
    ['..', '2026-11-28 18.05.09 Take'],
    ['x'.repeat(100), `2026-11-28 18.05.09 ${'x'.repeat(60)}`],
  ])('the folder of %j', (label, name) => {
    expect(folderName({ startsAtMs: AT, label })).toBe(name);
  });

  it('are different for each phone', () => {
    expect(fileNames(['Left', 'left', '', 'Left', '/'])).toEqual([
      'Left.mp4',
      'left (2).mp4',
      'Phone.mp4',
      'Left (3).mp4',
      'Phone (2).mp4',
    ]);
  });
});
