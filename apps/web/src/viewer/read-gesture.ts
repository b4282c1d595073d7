/** A touch from where it began to where it is, in pixels. */
export interface Stroke {
  readonly dx: number;
  readonly dy: number;
}

export type Gesture = 'pull-down' | 'pull-up' | 'none';

/** So far a finger goes before it is meant. */
const MEANT_PX = 90;
/** Steeper than this is no swipe to a neighbour. */
const STEEPNESS = 1.4;

/** Whether a stroke goes up or down rather than to a neighbour. */
export function isSteep({ dx, dy }: Stroke): boolean {
  return Math.abs(dy) > Math.abs(dx) * STEEPNESS;
}

/** What somebody meant who lifts the finger after this stroke. */
export function readGesture(stroke: Stroke): Gesture {
  if (!isSteep(stroke) || Math.abs(stroke.dy) < MEANT_PX) return 'none';
  return stroke.dy > 0 ? 'pull-down' : 'pull-up';
}
