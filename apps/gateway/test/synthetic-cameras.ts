import {
  add,
  cross,
  lengthOf,
  project,
  scale,
  subtract,
  transpose,
  turn,
  turnBy,
  type Camera,
  type Matrix3,
  type Point2,
  type Vector3,
} from '../src/capture/poses/camera.js';
import type { View } from '../src/capture/poses/calibrate.js';

/** Numbers between 0 and 1 that are the same in every run (Park and Miller). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

/** Normally spread noise (Box and Muller). */
export function noiseFrom(seed: number): () => number {
  const random = randomFrom(seed);
  return () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
}

export const LENS = { fx: 980, fy: 985, cx: 645, cy: 352, k1: -0.06, k2: 0.02 };

/** A phone that stands at a place and looks at another. */
export function cameraAt(from: Vector3, to: Vector3, lens = LENS): Camera {
  const forward = unit(subtract(to, from));
  const right = unit(cross(forward, [0, 1, 0]));
  const down = cross(forward, right);
  const R = [...right, ...down, ...forward] as unknown as Matrix3;
  return { lens, R, t: scale(turn(R, from), -1) };
}

const unit = (vector: Vector3) => scale(vector, 1 / lengthOf(vector));

/** Three phones 3 m from the middle of a room, at breast height. */
export const ROOM: readonly Camera[] = [
  cameraAt([-2.1, 1.4, -2.1], [0, 1, 0]),
  cameraAt([0, 1.5, -3], [0, 1, 0]),
  cameraAt([2.1, 1.3, -2.1], [0, 1, 0]),
];

/** The board held up to all cameras in many ways, seen with noise. */
export function boardViews(cameras: readonly Camera[], noisePx: number, times = 15, seed = 5): View[] {
  const random = randomFrom(seed);
  const noise = noiseFrom(seed + 1);
  const views: View[] = [];
  for (let group = 0; group < times; group += 1) {
    const tilt = turnBy([random() * 1.2 - 0.6, random() * 1.2 - 0.6, random() * 0.8 - 0.4]);
    const place: Vector3 = [random() - 0.5, 0.8 + random() * 0.6, random() - 0.5];
    for (const [index, camera] of cameras.entries()) {
      const points = boardPoints().flatMap((board) => {
        const image = project(camera, add(turn(tilt, [board[0] - 0.2, board[1] - 0.15, 0]), place));
        const seen = image && isInPicture(image);
        return seen
          ? [{ board, image: [image[0] + noise() * noisePx, image[1] + noise() * noisePx] as const }]
          : [];
      });
      if (points.length >= 12)
        views.push({ camera: `phone-${index}`, group, width: 1280, height: 720, points });
    }
  }
  return views;
}

const isInPicture = ([x, y]: Point2) => x >= 0 && x < 1280 && y >= 0 && y < 720;

function boardPoints(): Point2[] {
  return Array.from({ length: 35 }, (_, index) => [(index % 7) * 0.07, Math.floor(index / 7) * 0.07]);
}

export const centreOf = ({ R, t }: Camera): Vector3 => scale(turn(transpose(R), t), -1);
export const distance = (a: Vector3, b: Vector3) => lengthOf(subtract(a, b));
