import { expect, it } from '@jest/globals';
import { unwrapRing } from './unwrap-ring.ts';

it.each([
  [
    'a ring that stays on one side',
    [
      [10, 1],
      [20, 1],
      [20, 2],
      [10, 1],
    ],
    [
      [10, 1],
      [20, 1],
      [20, 2],
      [10, 1],
    ],
  ],
  [
    'one that crosses the date line and comes back',
    [
      [170, 60],
      [-170, 60],
      [-170, 70],
      [170, 70],
      [170, 60],
    ],
    [
      [170, 60],
      [190, 60],
      [190, 70],
      [170, 70],
      [170, 60],
    ],
  ],
  [
    'one that crosses it to the west',
    [
      [-170, 60],
      [170, 60],
      [170, 70],
      [-170, 60],
    ],
    [
      [-170, 60],
      [-190, 60],
      [-190, 70],
      [-170, 60],
    ],
  ],
  [
    'one round the south pole',
    [
      [-180, -70],
      [-60, -65],
      [60, -65],
      [179, -70],
      [-180, -70],
    ],
    [
      [-180, -70],
      [-60, -65],
      [60, -65],
      [179, -70],
      [180, -70],
      [180, -90],
      [-180, -90],
    ],
  ],
])('%s', (_what, ring, drawn) => {
  expect(unwrapRing(ring)).toEqual(drawn);
});

it('nothing of nothing', () => {
  expect(unwrapRing([])).toEqual([]);
});
