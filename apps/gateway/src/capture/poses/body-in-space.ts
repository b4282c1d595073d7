import type { FrameGroup } from '@hearth/contracts';
import type { Camera, Vector3 } from './camera.js';
import { keypointsAt, type Keypoint } from './keypoints-at.js';
import { jointAngles } from './joint-angles.js';
import { triangulate } from './triangulate.js';

export interface SpaceFrame {
  readonly timeMs: number;
  readonly points: readonly (Vector3 | null)[];
  readonly confidence: readonly number[];
  readonly angles: Readonly<Record<string, number | null>>;
}

export interface BodyInSpace {
  readonly names: readonly string[];
  readonly framesPerSec: number;
  readonly frames: readonly SpaceFrame[];
  readonly medianErrorPx: number | null;
}

/** A point that is missing for no longer than this is filled in between its neighbours. */
const BRIDGED_FRAMES = 5;

export interface BodySources {
  readonly names: readonly string[];
  readonly groups: readonly FrameGroup[];
  /** In the order of the groups' frames; undefined where a phone is not calibrated. */
  readonly cameras: readonly (Camera | undefined)[];
  /** Of each phone its frames' keypoints, and when the frames were taken. */
  readonly keypoints: readonly ReadonlyMap<number, readonly Keypoint[]>[];
  readonly times: readonly (readonly number[])[];
}

/** The body over time: each point triangulated, short gaps bridged, then smoothed. */
export function placeBody({ names, groups, cameras, keypoints, times }: BodySources): BodyInSpace {
  const errors: number[] = [];
  const raw = groups.map(([timeMs, frames]) => {
    const seenBy = frames.map((frame, device) =>
      frame === null ? undefined : keypointsAt(timeMs, frame, keypoints[device], times[device]),
    );
    const found = names.map((_, index) => {
      const sightings = seenBy.flatMap((points, device) => {
        const camera = cameras[device];
        const seen = points?.[index];
        return camera && seen ? [{ camera, image: [seen[0], seen[1]] as const, score: seen[2] }] : [];
      });
      const point = triangulate(sightings);
      if (point) errors.push(point.errorPx);
      return point;
    });
    return { timeMs, found };
  });
  const tracks = names.map((_, index) =>
    smooth(
      raw.map(({ timeMs }) => timeMs),
      bridge(raw.map(({ found }) => found[index]?.point ?? null)),
    ),
  );
  errors.sort((a, b) => a - b);
  return {
    names,
    framesPerSec: rateOf(groups),
    medianErrorPx: errors[errors.length >> 1] ?? null,
    frames: raw.map(({ timeMs, found }, at) => {
      const points = tracks.map((track) => track[at] ?? null);
      return {
        timeMs,
        points,
        confidence: found.map((point) => point?.confidence ?? 0),
        angles: jointAngles(names, points),
      };
    }),
  };
}

export function rateOf(groups: readonly FrameGroup[]): number {
  const [first, last] = [groups[0]?.[0] ?? 0, groups.at(-1)?.[0] ?? 0];
  return last > first ? ((groups.length - 1) * 1000) / (last - first) : 0;
}

/** Straight lines over short gaps. */
export function bridge(track: readonly (Vector3 | null)[]): (Vector3 | null)[] {
  const filled = [...track];
  let last = -1;
  track.forEach((point, at) => {
    if (!point) return;
    const before = track[last];
    if (before && at - last > 1 && at - last - 1 <= BRIDGED_FRAMES) {
      for (let between = last + 1; between < at; between += 1) {
        const share = (between - last) / (at - last);
        filled[between] = mix(before, point, share);
      }
    }
    last = at;
  });
  return filled;
}

/**
 * A line through each point and its neighbours within ±2 frames, which takes off jitter without lagging behind (Savitzky and
 * Golay, of the second order, at times that need not be even).
 */
export function smooth(times: readonly number[], track: readonly (Vector3 | null)[]): (Vector3 | null)[] {
  return track.map((point, at) => {
    if (!point) return null;
    const near: { dt: number; point: Vector3 }[] = [];
    for (let other = Math.max(0, at - 2); other <= Math.min(track.length - 1, at + 2); other += 1) {
      const one = track[other];
      if (one) near.push({ dt: ((times[other] as number) - (times[at] as number)) / 100, point: one });
    }
    if (near.length < 5) return point;
    return [0, 1, 2].map((axis) =>
      valueAtZero(near.map(({ dt, point: one }) => [dt, one[axis] as number])),
    ) as unknown as Vector3;
  });
}

/** Of the parabola that fits best, its value at 0. */
function valueAtZero(samples: readonly (readonly [number, number])[]): number {
  const moment = (power: number) => samples.reduce((sum, [t]) => sum + t ** power, 0);
  const product = (power: number) => samples.reduce((sum, [t, v]) => sum + t ** power * v, 0);
  const [s0, s1, s2, s3, s4] = [0, 1, 2, 3, 4].map(moment) as [number, number, number, number, number];
  const [p0, p1, p2] = [0, 1, 2].map(product) as [number, number, number];
  // Cramer's rule for the first coefficient.
  const whole = s0 * (s2 * s4 - s3 * s3) - s1 * (s1 * s4 - s2 * s3) + s2 * (s1 * s3 - s2 * s2);
  const first = p0 * (s2 * s4 - s3 * s3) - s1 * (p1 * s4 - p2 * s3) + s2 * (p1 * s3 - p2 * s2);
  return Math.abs(whole) < 1e-9 ? (samples.find(([t]) => t === 0)?.[1] ?? 0) : first / whole;
}

function mix(a: Vector3, b: Vector3, share: number): Vector3 {
  return [0, 1, 2].map(
    (axis) => (a[axis] as number) * (1 - share) + (b[axis] as number) * share,
  ) as unknown as Vector3;
}
