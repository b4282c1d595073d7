import { describe, expect, it } from '@jest/globals';
import { boardViews, distance, noiseFrom, randomFrom, ROOM } from '../../../test/synthetic-cameras.js';
import { calibrate } from './calibrate.js';
import { project, type Camera, type Point2, type Vector3 } from './camera.js';
import { triangulate } from './triangulate.js';

function sightings(cameras: readonly Camera[], point: Vector3, noise: () => number) {
  return cameras.map((camera) => {
    const [x, y] = project(camera, point) as Point2;
    return { camera, image: [x + noise(), y + noise()] as const, score: 0.9 };
  });
}

function points(count: number): Vector3[] {
  const random = randomFrom(11);
  return Array.from({ length: count }, () => [random() - 0.5, 0.4 + random() * 1.2, random() - 0.5]);
}

describe('triangulate', () => {
  it('is right to 5 mm at 3 m with corners one pixel off', () => {
    const noise = noiseFrom(3);
    const errors = points(200).map((point) =>
      distance(triangulate(sightings(ROOM, point, noise))?.point ?? [9, 9, 9], point),
    );
    expect(Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length)).toBeLessThan(0.005);
  });

  it('leaves out a camera that took something else for it', () => {
    const point: Vector3 = [0.1, 1.2, 0.2];
    const [a, b, c] = sightings(ROOM, point, () => 0);
    const liar = { ...(b as NonNullable<typeof b>), image: [100, 90] as const };
    const found = triangulate([a as typeof liar, liar, c as typeof liar]);
    expect(distance(found?.point ?? [9, 9, 9], point)).toBeLessThan(1e-6);
    expect(found?.confidence).toBeCloseTo(0.6);
  });

  it.each([
    ['one camera alone', 1, 0.9],
    ['cameras that are not sure', 3, 0.1],
  ])('finds nothing by %s', (_, count, score) => {
    const seen = sightings(ROOM, [0, 1, 0], () => 0).slice(0, count);
    expect(triangulate(seen.map((one) => ({ ...one, score })))).toBeUndefined();
  });

  it('measures right with cameras that were calibrated, not known', () => {
    const cameras = calibrate(boardViews(ROOM, 0.3, 20));
    const [a, b] = [
      [-0.3, 1, 0.1],
      [0.4, 1.3, -0.2],
    ] as [Vector3, Vector3];
    // What the true cameras see, placed by those that were worked out: another world, but the same lengths.
    const place = (point: Vector3) =>
      triangulate(
        sightings(ROOM, point, () => 0).map((one, index) => ({ ...one, camera: cameras[index] as Camera })),
      )?.point as Vector3;
    expect(Math.abs(distance(place(a), place(b)) - distance(a, b))).toBeLessThan(0.01);
  });
});
