/** Which of COCO's points are joined by a line. */
export const BONES = [
  ...[
    ['left_shoulder', 'right_shoulder'],
    ['left_hip', 'right_hip'],
    ['left_shoulder', 'left_hip'],
  ],
  ...[
    ['right_shoulder', 'right_hip'],
    ['left_shoulder', 'left_elbow'],
    ['left_elbow', 'left_wrist'],
  ],
  ...[
    ['right_shoulder', 'right_elbow'],
    ['right_elbow', 'right_wrist'],
    ['left_hip', 'left_knee'],
  ],
  ...[
    ['left_knee', 'left_ankle'],
    ['right_hip', 'right_knee'],
    ['right_knee', 'right_ankle'],
  ],
  ...[
    ['nose', 'left_eye'],
    ['nose', 'right_eye'],
    ['left_eye', 'left_ear'],
    ['right_eye', 'right_ear'],
  ],
] as const;

type Point3 = readonly [number, number, number];

export interface Turn {
  readonly yaw: number;
  readonly pitch: number;
}

/** Where a point in space stands on a picture of 100 by 100, seen from the side that one has turned to. */
export function placeOnPicture(
  [x, y, z]: Point3,
  centre: Point3,
  scale: number,
  { yaw, pitch }: Turn,
): [number, number] {
  const [a, b, c] = [x - centre[0], y - centre[1], z - centre[2]];
  const [across, deep] = [a * Math.cos(yaw) + c * Math.sin(yaw), c * Math.cos(yaw) - a * Math.sin(yaw)];
  const down = b * Math.cos(pitch) - deep * Math.sin(pitch);
  return [50 + across * scale, 50 + down * scale];
}

/** The middle of all points, and how far from it the furthest is. */
export function boundsOf(frames: readonly { readonly points: readonly (Point3 | null)[] }[]): {
  centre: Point3;
  radius: number;
} {
  const all = frames.flatMap(({ points }) => points.filter((point) => point !== null));
  const middle = (axis: number) => {
    const sorted = all.map((point) => point[axis] as number).sort((one, other) => one - other);
    return sorted[sorted.length >> 1] ?? 0;
  };
  const centre: Point3 = [middle(0), middle(1), middle(2)];
  const distances = all
    .map((point) => Math.hypot(...point.map((value, axis) => value - (centre[axis] as number))))
    .sort((one, other) => one - other);
  return { centre, radius: distances[Math.floor(distances.length * 0.98)] ?? 1 };
}
