import { describe, expect, it } from '@jest/globals';
import { boardViews, centreOf, distance, LENS, ROOM } from '../../../test/synthetic-cameras.js';
import { calibrate } from './calibrate.js';

const gap = (cameras: readonly Parameters<typeof centreOf>[0][], a: number, b: number) =>
  distance(centreOf(cameras[a] as (typeof ROOM)[0]), centreOf(cameras[b] as (typeof ROOM)[0]));

describe('calibrate', () => {
  it.each([
    ['without noise', 0, 0.5, 0.001, 0.01],
    ['with corners half a pixel off', 0.5, 25, 0.03, 1],
  ])('finds lenses and places %s', (_, noisePx, focalWithin, metresWithin, errorWithin) => {
    const cameras = calibrate(boardViews(ROOM, noisePx));
    expect(cameras.map(({ id }) => id)).toEqual(['phone-0', 'phone-1', 'phone-2']);
    for (const { lens, reprojectionErrorPx } of cameras) {
      expect(Math.abs(lens.fx - LENS.fx)).toBeLessThan(focalWithin);
      expect(reprojectionErrorPx).toBeLessThan(errorWithin);
    }
    for (const [a, b] of [
      [0, 1],
      [1, 2],
      [0, 2],
    ] as const)
      expect(Math.abs(gap(cameras, a, b) - gap(ROOM, a, b))).toBeLessThan(metresWithin);
  });

  it('finds one camera alone', () => {
    expect(calibrate(boardViews(ROOM.slice(0, 1), 0.2))).toHaveLength(1);
  });

  it.each([
    ['too few views', boardViews(ROOM, 0, 2), 'fewer than'],
    [
      'no board that two saw at once',
      boardViews(ROOM, 0).map((view, index) => ({ ...view, group: index })),
      'together',
    ],
    [
      'pictures of different sizes',
      boardViews(ROOM, 0).map((view, index) => ({ ...view, width: 1280 + (index < 3 ? 1 : 0) })),
      'sizes',
    ],
  ])('says why it cannot, with %s', (_, views, reason) => {
    expect(() => calibrate(views)).toThrow(reason);
  });
});
