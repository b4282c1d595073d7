import { describe, expect, it } from '@jest/globals';
import { boxOfCell, cellsInRow, coverWithCells, latOf, mapX, mapY, readBox, writeBox } from './map-cells.js';

describe('a box', () => {
  it.each(['-10.5,35,4,44.25', '170,-20,-170,20', '0,0,0,0'])('%s is read and written alike', (bbox) => {
    expect(writeBox(readBox(bbox))).toBe(bbox);
  });
  it('is written without an exponent', () => {
    expect(writeBox({ west: 1e-9, south: 0, east: 1, north: 1 })).toBe('0.000000001000000,0,1,1');
  });
});

describe('a place on the map', () => {
  it.each([
    [0, 0, 0.5, 0.5],
    [85.0511287798066, -180, 0, 0],
    [-85.0511287798066, 180, 1, 1],
    [90, 0, 0.5, 0],
    [-90, 0, 0.5, 1],
  ])('of %d, %d is %d, %d', (lat, lon, x, y) => {
    expect(mapX(lon)).toBeCloseTo(x, 9);
    expect(mapY(lat)).toBeCloseTo(y, 9);
  });
  it('is found back', () => {
    for (const lat of [-80, -33.9, 0, 38.7, 60.2]) expect(latOf(mapY(lat))).toBeCloseTo(lat, 9);
  });
});

describe('cells', () => {
  it('double with each zoom', () => {
    expect(cellsInRow(0)).toBe(3);
    expect(cellsInRow(10)).toBe(3072);
  });
  it.each([0, 3, 9])('cover a box as a whole at zoom %d', (zoom) => {
    const box = { west: -9.2, south: 38.6, east: -9.05, north: 38.8 };
    const covered = coverWithCells(box, zoom);
    expect(covered.west).toBeLessThanOrEqual(box.west);
    expect(covered.east).toBeGreaterThanOrEqual(box.east);
    expect(covered.south).toBeLessThanOrEqual(box.south);
    expect(covered.north).toBeGreaterThanOrEqual(box.north);
    expect((mapX(covered.west) * cellsInRow(zoom)) % 1).toBeCloseTo(0, 6);
  });
  it('reach the poles', () => {
    expect(coverWithCells({ west: -180, south: -90, east: 180, north: 90 }, 4)).toEqual({
      ...{ west: -180, south: -90, east: 180, north: 90 },
    });
  });
  it('of a box over the 180th meridian lie on both of its sides', () => {
    const covered = coverWithCells({ west: 175, south: -20, east: -175, north: 10 }, 5);
    expect(covered.west).toBeGreaterThan(170);
    expect(covered.east).toBeLessThan(-170);
  });
  it('lie where their numbers say', () => {
    const { west, south, east, north } = boxOfCell(0, 0, 0);
    expect([west, east]).toEqual([-180, -60]);
    expect(north).toBeCloseTo(85.0511, 4);
    expect(south).toBeLessThan(70);
  });
});
