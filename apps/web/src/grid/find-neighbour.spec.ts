import { expect, it } from '@jest/globals';
import { findNeighbour, findTileAt, type PlacedTile } from './find-neighbour.ts';

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
