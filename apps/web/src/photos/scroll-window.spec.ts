import { expect, it } from '@jest/globals';
import { decideBase, HIGHEST_PX } from './scroll-window.ts';

const HALF = HIGHEST_PX / 2;
it.each([
  ['a small timeline needs no parts', 5_000, 0, 100_000, 0],
  ['the start is the start', 0, 0, 60_000_000, 0],
  ['the middle of a part stays', 9_000_000, 6_000_000, 60_000_000, 6_000_000],
  ['near the end of a part the next is taken', 5_900_000, 0, 60_000_000, 5_900_000 - HALF],
  ['near the start of a part the one before is taken', 6_100_000, 6_000_000, 60_000_000, 6_100_000 - HALF],
  ['a far jump takes the part around it', 40_000_000, 0, 60_000_000, 40_000_000 - HALF],
  ['the last part ends with the timeline', 59_990_000, 0, 60_000_000, 54_000_000],
  ['at the very end the last part stays', 59_990_000, 54_000_000, 60_000_000, 54_000_000],
  ['going back to the top takes the first part', 100, 2_000_000, 60_000_000, 0],
  ['a timeline that shrank has no part behind its end', 3_000, 9_000_000, 100_000, 0],
])('%s', (_, y, base, height, expected) => expect(decideBase(y, base, height)).toBe(expected));
