export type Vector3 = readonly [number, number, number];
export type Point2 = readonly [number, number];
/** Row by row. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];

/** Where a camera stands: a point X of the world is at R·X + t before it. */
export interface Pose {
  readonly R: Matrix3;
  readonly t: Vector3;
}

/** In pixels; `k1` and `k2` bend what is away from the middle (Brown's radial model, as in OpenCV). */
export interface Lens {
  readonly fx: number;
  readonly fy: number;
  readonly cx: number;
  readonly cy: number;
  readonly k1: number;
  readonly k2: number;
}

export interface Camera extends Pose {
  readonly lens: Lens;
}

export const IDENTITY: Matrix3 = [1, 0, 0, 0, 1, 0, 0, 0, 1];

export function turn(R: Matrix3, [x, y, z]: Vector3): Vector3 {
  return [R[0] * x + R[1] * y + R[2] * z, R[3] * x + R[4] * y + R[5] * z, R[6] * x + R[7] * y + R[8] * z];
}

export function transpose(R: Matrix3): Matrix3 {
  return [R[0], R[3], R[6], R[1], R[4], R[7], R[2], R[5], R[8]];
}

export function times(A: Matrix3, B: Matrix3): Matrix3 {
  const columns = transpose(B);
  const rows = [A.slice(0, 3), A.slice(3, 6), A.slice(6, 9)] as unknown as Vector3[];
  const by = [columns.slice(0, 3), columns.slice(3, 6), columns.slice(6, 9)] as unknown as Vector3[];
  return rows.flatMap((row) => by.map((column) => dot3(row, column))) as unknown as Matrix3;
}

export const add = (a: Vector3, b: Vector3): Vector3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vector3, b: Vector3): Vector3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vector3, by: number): Vector3 => [a[0] * by, a[1] * by, a[2] * by];
export const dot3 = (a: Vector3, b: Vector3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const lengthOf = (a: Vector3): number => Math.hypot(...a);
export const cross = (a: Vector3, b: Vector3): Vector3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** First `inner`, then `outer`. */
export function compose(outer: Pose, inner: Pose): Pose {
  return { R: times(outer.R, inner.R), t: add(turn(outer.R, inner.t), outer.t) };
}

export function invert({ R, t }: Pose): Pose {
  const back = transpose(R);
  return { R: back, t: scale(turn(back, t), -1) };
}

/** Where in the picture a point of the world is seen; undefined when it is behind the camera. */
export function project({ lens, R, t }: Camera, point: Vector3): Point2 | undefined {
  const [x, y, z] = add(turn(R, point), t);
  return z > 1e-9 ? bend(lens, x / z, y / z) : undefined;
}

export function bend({ fx, fy, cx, cy, k1, k2 }: Lens, x: number, y: number): Point2 {
  const r2 = x * x + y * y;
  const factor = 1 + k1 * r2 + k2 * r2 * r2;
  return [fx * x * factor + cx, fy * y * factor + cy];
}

/** The direction in which a pixel looks, as x/z and y/z; the bend is taken back by steps. */
export function unbend({ fx, fy, cx, cy, k1, k2 }: Lens, [u, v]: Point2): Point2 {
  const [bentX, bentY] = [(u - cx) / fx, (v - cy) / fy];
  let [x, y] = [bentX, bentY];
  for (let step = 0; step < 10; step += 1) {
    const r2 = x * x + y * y;
    const factor = 1 + k1 * r2 + k2 * r2 * r2;
    [x, y] = [bentX / factor, bentY / factor];
  }
  return [x, y];
}

/** A turn by an axis whose length is the angle (Rodrigues). */
export function turnBy(axis: Vector3): Matrix3 {
  const angle = lengthOf(axis);
  if (angle < 1e-12) return IDENTITY;
  const [x, y, z] = scale(axis, 1 / angle);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const d = 1 - c;
  return [
    ...[c + x * x * d, x * y * d - z * s, x * z * d + y * s],
    ...[y * x * d + z * s, c + y * y * d, y * z * d - x * s],
    ...[z * x * d - y * s, z * y * d + x * s, c + z * z * d],
  ] as unknown as Matrix3;
}

export function axisOf(R: Matrix3): Vector3 {
  const angle = Math.acos(Math.min(1, Math.max(-1, (R[0] + R[4] + R[8] - 1) / 2)));
  const axis: Vector3 = [R[7] - R[5], R[2] - R[6], R[3] - R[1]];
  const length = lengthOf(axis);
  if (length > 1e-7) return scale(axis, angle / length);
  if (angle < 1) return [0, 0, 0];
  // Half a turn: the axis stands in the diagonal.
  const [x, y, z] = [0, 4, 8].map((at) => Math.sqrt(Math.max(0, ((R[at] as number) + 1) / 2))) as [
    number,
    number,
    number,
  ];
  if (x >= y && x >= z) return scale([x, R[1] >= 0 ? y : -y, R[2] >= 0 ? z : -z], angle);
  return y >= z
    ? scale([R[1] >= 0 ? x : -x, y, R[5] >= 0 ? z : -z], angle)
    : scale([R[2] >= 0 ? x : -x, R[5] >= 0 ? y : -y, z], angle);
}
