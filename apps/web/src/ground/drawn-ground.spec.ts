import { describe, expect, it } from '@jest/globals';
import { isOutdated, shiftOf } from './drawn-ground.ts';
import { movedBy, toScreen, zoomedAt, type MapView } from './map-view.ts';

const SIZE = { width: 400, height: 600 };
const DRAWN: MapView = { x: 0.53, y: 0.4, zoom: 8 };

describe('an outline that is drawn already', () => {
  it.each([
    ['a drag', movedBy(DRAWN, SIZE, 30, -20)],
    ['a zoom', zoomedAt(DRAWN, SIZE, 0.5, 100, 50)],
  ])('stands right after %s', (_, view) => {
    const [x, y] = [0.5301, 0.4002];
    const before = toScreen(DRAWN, SIZE, x, y);
    const { left, top, scale } = shiftOf(DRAWN, view);
    const after = toScreen(view, SIZE, x, y);
    expect(SIZE.width / 2 + left + (before.left - SIZE.width / 2) * scale).toBeCloseTo(after.left, 3);
    expect(SIZE.height / 2 + top + (before.top - SIZE.height / 2) * scale).toBeCloseTo(after.top, 3);
  });

  it('goes the shorter way round the world', () =>
    expect(shiftOf({ ...DRAWN, x: 0.999 }, { ...DRAWN, x: 0.001 }).left).toBeCloseTo(
      -0.002 * 256 * 2 ** 8,
      3,
    ));

  it.each([
    ['as it is', DRAWN, false],
    ['after a small move', movedBy(DRAWN, SIZE, 39, 59), false],
    ['after a longer one', movedBy(DRAWN, SIZE, 0, 61), true],
    ['nearer', zoomedAt(DRAWN, SIZE, 0.1, 200, 300), true],
  ])('is drawn anew, %s: %#', (_, view, isAnew) => expect(isOutdated(DRAWN, view, SIZE)).toBe(isAnew));
});
