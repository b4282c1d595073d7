import { describe, expect, it } from '@jest/globals';
import { findLanding, findNeighbour, findTabStop, findTileAt, type PlacedTile } from './find-neighbour.ts';
import type { PlacedBucket } from './timeline-layout.ts';

const line = (top: number, ...boxes: [id: string, left: number, width: number][]): PlacedTile[] =>
  boxes.map(([id, left, width]) => ({ id, top, height: 100, left, width }));
const LINES = [
  line(0, ['a', 0, 100], ['b', 110, 200]),
  line(110, ['c', 0, 300]),
  line(220, ['d', 0, 90], ['e', 100, 90], ['f', 200, 90]),
];

it.each([
  ['a', 'ArrowRight', 'b'],
  ['b', 'ArrowRight', 'c'],
  ['f', 'ArrowRight', undefined],
  ['c', 'ArrowLeft', 'b'],
  ['a', 'ArrowLeft', undefined],
  ['c', 'ArrowDown', 'e'],
  ['d', 'ArrowUp', 'c'],
  ['c', 'ArrowUp', 'b'],
  ['a', 'ArrowUp', undefined],
  ['gone', 'ArrowUp', undefined],
] as const)('from %s, %s leads to %s', (id, arrow, to) => expect(findNeighbour(LINES, id, arrow)).toBe(to));

it.each([
  [-5, 'a'],
  [101, 'c'],
  [230, 'd'],
  [9e9, 'd'],
])('at %i there is %s', (y, id) => expect(findTileAt(LINES, y)?.id).toBe(id));

describe('Tab', () => {
  const NEAR = { from: 90, to: 215, sight: 120 };

  it.each([
    ['the first tile in sight', undefined, NEAR, 'c'],
    ['the tile that had the focus', 'b', NEAR, 'b'],
    ['the first in sight where that was scrolled away upwards', 'b', { from: 101, to: 400, sight: 120 }, 'c'],
    ['or downwards', 'e', NEAR, 'c'],
    ['or is gone', 'gone', NEAR, 'c'],
    ['the very first at the top', undefined, { from: -900, to: 900, sight: -240 }, 'a'],
  ])('leads to %s', (_, focused, near, to) => expect(findTabStop(LINES, focused, near)?.id).toBe(to));

  it('leads nowhere where nothing is loaded', () => expect(findTabStop([], 'a', NEAR)).toBeUndefined());
});

describe('findLanding', () => {
  const stretch = (key: string, top: number, ids?: readonly string[]): PlacedBucket =>
    ({
      bucket: { key, from: key, to: key, page: 1, count: 2, days: [] },
      ...{ top, height: 300 },
      layout: ids && {
        height: 300,
        headings: [],
        rows: ids.map((id, at) => ({
          top: 50 + at * 120,
          height: 110,
          tiles: [{ file: { id }, top: 50 + at * 120, height: 110, left: 0, width: 100 }],
        })),
      },
    }) as unknown as PlacedBucket;
  const PLACES = [stretch('2024', 0, ['a', 'b']), stretch('2023', 300), stretch('2022', 600, ['c'])];

  it.each([
    ['on a tile', 200, 'b'],
    ['on a heading, beneath which it lands', 10, 'a'],
    ['below the last row of a stretch', 299, 'b'],
    ['in a stretch whose files are not here, which is waited for', 400, undefined],
    ['where nothing is drawn', 9_000, undefined],
  ])('lands %s', (_, y, id) => expect(findLanding(PLACES, y)?.id).toBe(id));
});
