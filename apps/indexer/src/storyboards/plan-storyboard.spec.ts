import { expect, it } from '@jest/globals';
import { planStoryboard } from './plan-storyboard.js';

it.each([
  ['a clip', 12, 1920, 1080, { tiles: 6, columns: 6, everySec: 2, tileWidth: 160, tileHeight: 90 }],
  [
    'an upright clip',
    61,
    1080,
    1920,
    { tiles: 31, columns: 10, everySec: 2, tileWidth: 90, tileHeight: 160 },
  ],
  [
    'a long film',
    7_200,
    1280,
    536,
    { tiles: 200, columns: 10, everySec: 36, tileWidth: 160, tileHeight: 68 },
  ],
  ['a strip', 20, 4_000, 3, { tiles: 10, columns: 10, everySec: 2, tileWidth: 160, tileHeight: 2 }],
])('the sheet of %s', (_what, durationSec, width, height, sheet) => {
  expect(planStoryboard({ durationSec, width, height })).toEqual(sheet);
});
