import { describe, expect, it } from '@jest/globals';
import {
  boxAround,
  heldView,
  mapX,
  mapY,
  movedBy,
  placeInCell,
  readBox,
  toScreen,
  viewOf,
  worldPx,
  writeBox,
  zoomedAt,
} from './map-view.ts';

const size = { width: 400, height: 600 };
const munich = { x: mapX(11.57), y: mapY(48.14), zoom: 8 };

describe('a view of the map', () => {
  it('has its middle in the middle of the window', () => {
    const { left, top } = toScreen(munich, size, mapX(11.57), mapY(48.14));
    expect([left, top]).toEqual([200, 300]);
  });
  it('goes round the world', () => {
    const { left } = toScreen({ ...munich, x: 0.001 }, size, 0.999, 0.5);
    expect(left).toBeCloseTo(200 - 0.002 * worldPx(8), 6);
    expect(movedBy({ ...munich, x: 0.001 }, size, worldPx(8) * 0.002, 0).x).toBeCloseTo(0.999, 9);
  });
  it('never shows beyond the poles, nor a world narrower than the window', () => {
    const held = heldView({ x: 0.5, y: -3, zoom: 0 }, size);
    expect(worldPx(held.zoom)).toBeCloseTo(600, 6);
    expect(held.y).toBeCloseTo(0.5, 6);
  });
  it.each([1, -2, 0.3])('zooms by %d about the point that is touched', (by) => {
    const before = toScreen(munich, size, mapX(11.7), mapY(48.2));
    const after = toScreen(zoomedAt(munich, size, by, before.left, before.top), size, mapX(11.7), mapY(48.2));
    expect(after.left).toBeCloseTo(before.left, 4);
    expect(after.top).toBeCloseTo(before.top, 4);
  });
  it('asks for more than is in sight, and for the same after a small move', () => {
    const box = boxAround(munich, size);
    expect(box.west).toBeLessThan(11.57 - 1);
    expect(box.north).toBeGreaterThan(48.14 + 1);
    const near = boxAround(movedBy(munich, size, 1, 1), size);
    expect(writeBox(near)).toBe(writeBox(box));
  });
  it('asks for the whole world where that is in sight, and over the 180th meridian', () => {
    expect(writeBox(boxAround(heldView({ x: 0.5, y: 0.5, zoom: 0 }, size), size))).toBe('-180,-90,180,90');
    const box = boxAround({ ...munich, x: 0.999 }, size);
    expect(box.west).toBeGreaterThan(box.east);
  });
  it('is found for a box', () => {
    const { x, zoom } = viewOf({ west: 170, east: -170, south: -20, north: -10 }, size);
    expect(x === 0 || x > 0.99).toBe(true);
    expect(zoom).toBeGreaterThan(2);
  });
});

describe('a bubble', () => {
  it.each([
    [50, 50],
    [5, 20],
    [95, 80],
  ])('at %d of its cell stands at %d', (at, expected) => {
    expect(placeInCell(at, 0, 100, 40)).toBe(expected);
  });
  it('of a small cell stands in its middle', () => {
    expect(placeInCell(1, 0, 20, 40)).toBe(10);
  });
});

describe('a box in an address', () => {
  const box = { west: 11.5, south: 48.1, east: 11.7, north: 48.2 };
  it('is read as it was written', () => expect(readBox(writeBox(box))).toEqual(box));
  it.each([undefined, '', '1,2,3', '1,2,3,north', '1,2,3,4,5'])('is none in %p', (written) =>
    expect(readBox(written)).toBeUndefined(),
  );
});
