import { dot3, lengthOf, subtract, type Vector3 } from './camera.js';

/** Of each joint the points on both sides of it; 180° is straight. */
const JOINTS = {
  left_elbow: ['left_shoulder', 'left_elbow', 'left_wrist'],
  right_elbow: ['right_shoulder', 'right_elbow', 'right_wrist'],
  left_shoulder: ['left_elbow', 'left_shoulder', 'left_hip'],
  right_shoulder: ['right_elbow', 'right_shoulder', 'right_hip'],
  left_hip: ['left_shoulder', 'left_hip', 'left_knee'],
  right_hip: ['right_shoulder', 'right_hip', 'right_knee'],
  left_knee: ['left_hip', 'left_knee', 'left_ankle'],
  right_knee: ['right_hip', 'right_knee', 'right_ankle'],
} as const;

export const JOINT_NAMES = Object.keys(JOINTS);

/** Degrees; null where one of the three points is not known. */
export function jointAngles(
  names: readonly string[],
  points: readonly (Vector3 | null)[],
): Record<string, number | null> {
  const find = (name: string) => points[names.indexOf(name)] ?? null;
  return Object.fromEntries(
    Object.entries(JOINTS)
      .filter(([, parts]) => parts.every((part) => names.includes(part)))
      .map(([joint, [from, at, to]]) => [joint, angleAt(find(from), find(at), find(to))]),
  );
}

function angleAt(from: Vector3 | null, at: Vector3 | null, to: Vector3 | null): number | null {
  if (!from || !at || !to) return null;
  const [a, b] = [subtract(from, at), subtract(to, at)];
  const cosine = dot3(a, b) / (lengthOf(a) * lengthOf(b));
  return Number.isFinite(cosine) ? (Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI : null;
}
