import { COCO_KEYPOINTS, type CameraModel } from '@hearth/contracts';

type Vector3 = readonly [number, number, number];

const HEIGHT_M = 3;
/** Degrees around the figure, of the first camera, the second and so on. */
const AROUND = [-50, 0, 50] as const;
const FOCAL = 0.9;

/** Cameras in a half circle, three metres from where the figure walks; y goes down, as in pictures. */
export function camerasAround(
  devices: readonly { readonly id: string; readonly w: number | null; readonly h: number | null }[],
): CameraModel[] {
  return devices.map(({ id, w, h }, index) => {
    const [width, height] = [w ?? 640, h ?? 360];
    const turn = ((AROUND[index] ?? 0) * Math.PI) / 180;
    const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
    return {
      ...{ deviceId: id, width, height, distortion: [0, 0] },
      K: [FOCAL * width, 0, width / 2, 0, FOCAL * width, height / 2, 0, 0, 1],
      R: [cos, 0, sin, 0, 1, 0, -sin, 0, cos],
      t: [0, -0.9, HEIGHT_M],
    };
  });
}

/** The joints that move; head, shoulders and hips stay where they are. */
export const MOVING = COCO_KEYPOINTS.map((name, index) => ({ name, index }))
  .filter(({ name }) => /elbow|wrist|knee|ankle/.test(name))
  .map(({ index }) => index);

/** Where a camera sees a point, pixels. */
export function see({ K, R, t }: CameraModel, [x, y, z]: Vector3): [number, number] {
  const at = [0, 3, 6].map(
    (row, axis) =>
      (R[row] as number) * x + (R[row + 1] as number) * y + (R[row + 2] as number) * z + (t[axis] as number),
  ) as [number, number, number];
  return [(K[0] * at[0]) / at[2] + K[2], (K[4] * at[1]) / at[2] + K[5]];
}

/** So slow that a film of few pictures a second shows between them where it was. */
const STEP_MS = 3_000;

/** How far a leg has swung to the front, radians: 25° at most. */
const swingAt = (timeMs: number, side: number) => side * 0.44 * Math.sin((timeMs / STEP_MS) * Math.PI);

/** The bend of a knee, degrees from straight: it bends while its leg is behind. */
export const kneeBendAt = (timeMs: number, side: number) =>
  20 + 15 * Math.cos((timeMs / STEP_MS) * Math.PI + (side < 0 ? Math.PI : 0));

/** Somebody of 1.8 m who walks on the spot: COCO's points in metres at a moment. */
export function walkAt(timeMs: number): Vector3[] {
  const at: Record<string, Vector3> = {
    ...{ nose: [0, 0.2, -0.1], left_eye: [0.03, 0.17, -0.08], right_eye: [-0.03, 0.17, -0.08] },
    ...{ left_ear: [0.08, 0.18, 0], right_ear: [-0.08, 0.18, 0] },
  };
  for (const [name, side] of [
    ['left', 1],
    ['right', -1],
  ] as const) {
    const swing = swingAt(timeMs, side);
    const lower = swing - (kneeBendAt(timeMs, side) * Math.PI) / 180;
    const hip: Vector3 = [0.12 * side, 0.9, 0];
    const knee = down(hip, 0.45, swing);
    const shoulder: Vector3 = [0.2 * side, 0.4, 0];
    const elbow = down(shoulder, 0.28, -swing);
    Object.assign(at, {
      [`${name}_hip`]: hip,
      [`${name}_knee`]: knee,
      [`${name}_ankle`]: down(knee, 0.43, lower),
      [`${name}_shoulder`]: shoulder,
      [`${name}_elbow`]: elbow,
      [`${name}_wrist`]: down(elbow, 0.26, 0.5 - swing),
    });
  }
  return COCO_KEYPOINTS.map((name) => at[name] as Vector3);
}

/** From a joint to the next, `length` away, swung to the front by an angle. */
function down([x, y, z]: Vector3, length: number, swing: number): Vector3 {
  return [x, y + length * Math.cos(swing), z - length * Math.sin(swing)];
}
