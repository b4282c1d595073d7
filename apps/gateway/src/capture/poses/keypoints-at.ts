/** `[x, y, score]`, pixels. */
export type Keypoint = readonly [number, number, number];

/** Over a longer gap a straight line says nothing of what a body did. */
const LONGEST_STEP_MS = 150;

/**
 * What a phone would have seen at a moment. Phones do not take their pictures at once but up to half a frame apart, and a
 * foot goes ten centimetres in that time: so between the frame and its neighbour on the side of the moment, as far as the
 * moment is on the way there.
 */
export function keypointsAt(
  timeMs: number,
  frame: number,
  keypoints: ReadonlyMap<number, readonly Keypoint[]> | undefined,
  times: readonly number[] = [],
): readonly Keypoint[] | undefined {
  const here = keypoints?.get(frame);
  const atMs = times[frame];
  if (!here || atMs === undefined || timeMs === atMs) return here;
  const neighbour = timeMs > atMs ? frame + 1 : frame - 1;
  const [there, thereMs] = [keypoints?.get(neighbour), times[neighbour]];
  if (!there || thereMs === undefined || Math.abs(thereMs - atMs) > LONGEST_STEP_MS) return here;
  const share = (timeMs - atMs) / (thereMs - atMs);
  return here.map((point, index) => mix(point, there[index] ?? point, share));
}

function mix(a: Keypoint, b: Keypoint, share: number): Keypoint {
  const between = (axis: 0 | 1) => a[axis] + (b[axis] - a[axis]) * share;
  return [between(0), between(1), Math.min(a[2], b[2])];
}
