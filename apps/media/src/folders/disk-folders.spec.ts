import { describe, expect, it } from '@jest/globals';
import { holdsOnly } from './disk-folders.js';

describe('holdsOnly', () => {
  it.each([
    [0, 2n, true],
    [3, 5n, true],
    [3, 6n, false],
    // Of a disk that does not count.
    [0, 1n, false],
    // Folders that are gone from the disk, and not yet from the catalogue.
    [3, 2n, true],
  ])('%d known folders, %d links: %s', (known, links, holds) => {
    expect(holdsOnly(known, links)).toBe(holds);
  });
});
