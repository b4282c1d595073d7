import { COCO_KEYPOINTS, type FrameGroup } from '@hearth/contracts';
import { describe, expect, it } from '@jest/globals';
import { distance, noiseFrom, ROOM } from '../../../test/synthetic-cameras.js';
import { bridge, placeBody, smooth } from './body-in-space.js';
import type { Keypoint } from './keypoints-at.js';
import { project, type Point2, type Vector3 } from './camera.js';
import { toCsv, toTrc } from './pose-files.js';

/** Somebody who walks on the spot and bends the left knee. */
function walker(timeMs: number): Vector3[] {
  const lift = 0.5 + 0.5 * Math.sin(timeMs / 300);
  const points: Record<string, Vector3> = {
    left_hip: [-0.1, 0.95, 0],
    left_knee: [-0.1, 0.55, -0.25 * lift],
    left_ankle: [-0.1, 0.15, 0.1 * lift],
  };
  return COCO_KEYPOINTS.map((name, index) => points[name] ?? [0.02 * index - 0.15, 1 + 0.04 * index, 0.1]);
}

const groups: FrameGroup[] = Array.from({ length: 45 }, (_, index) => [
  (index * 1000) / 15,
  [index, index, index],
]);

function seenBy(camera: (typeof ROOM)[0], noise: () => number): Map<number, Keypoint[]> {
  return new Map(
    groups.map(([timeMs], frame) => [
      frame,
      walker(timeMs).map((point) => {
        const [x, y] = project(camera, point) as Point2;
        return [x + noise(), y + noise(), 0.8] as const;
      }),
    ]),
  );
}

const body = (noisePx: number) => {
  const noise = noiseFrom(4);
  return placeBody({
    names: COCO_KEYPOINTS,
    groups,
    cameras: ROOM,
    keypoints: ROOM.map((camera) => seenBy(camera, () => noise() * noisePx)),
    times: ROOM.map(() => groups.map(([timeMs]) => timeMs)),
  });
};

describe('a body in space', () => {
  it('walks as it did before the cameras', () => {
    const { frames, framesPerSec, medianErrorPx } = body(1);
    expect(framesPerSec).toBeCloseTo(15);
    expect(medianErrorPx).toBeLessThan(2);
    const errors = frames.flatMap(({ timeMs, points }) =>
      walker(timeMs).map((point, index) => distance(points[index] ?? [9, 9, 9], point)),
    );
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.01);
  });

  it('bends its knee', () => {
    const angles = body(0).frames.map((frame) => frame.angles['left_knee'] ?? 0);
    expect(Math.round(Math.max(...angles))).toBe(180);
    expect(Math.min(...angles)).toBeLessThan(120);
  });

  it('is missing where only one phone sees it', () => {
    const keypoints = ROOM.map((camera, index) => (index === 0 ? seenBy(camera, () => 0) : new Map()));
    const { frames } = placeBody({ names: COCO_KEYPOINTS, groups, cameras: ROOM, keypoints, times: [] });
    expect(frames.every(({ points }) => points.every((point) => point === null))).toBe(true);
  });
});

describe('tracks', () => {
  const at = (x: number): Vector3 => [x, 0, 0];

  it('are bridged over short gaps and left open over long ones', () => {
    const long = new Array<null>(6).fill(null);
    expect(bridge([at(0), null, at(2), ...long, at(9)])).toEqual([at(0), at(1), at(2), ...long, at(9)]);
  });

  it('that bend evenly stay as they are when smoothed', () => {
    const times = [0, 60, 140, 200, 260];
    const track = times.map((time) => at(time ** 2 / 1000));
    expect(smooth(times, track)[2]?.[0]).toBeCloseTo(track[2]?.[0] ?? 0);
  });
});

describe('files', () => {
  it('for OpenSim have a head that counts, and a column for each coordinate', () => {
    const lines = toTrc(body(0), 'take.trc').split('\n');
    expect(lines[2]?.split('\t')).toEqual(['15.00', '15.00', '45', '17', 'm', '15.00', '1', '45']);
    expect(new Set(lines.slice(6, -1).map((line) => line.split('\t').length))).toEqual(new Set([2 + 17 * 3]));
  });

  it('for spreadsheets have one row per moment', () => {
    const rows = toCsv(body(0)).trimEnd().split('\r\n');
    expect([rows.length, new Set(rows.map((row) => row.split(',').length)).size]).toEqual([46, 1]);
  });
});
