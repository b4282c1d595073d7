import { project, unbend, type Camera, type Point2, type Vector3 } from './camera.js';
import { smallest } from './homography.js';

/** A point as one camera sees it, with the detector's score. */
export interface Sighting {
  readonly camera: Camera;
  readonly image: Point2;
  readonly score: number;
}

export interface Triangulated {
  readonly point: Vector3;
  /** 0 to 1: the mean score of the cameras that agree, by how many do. */
  readonly confidence: number;
  readonly errorPx: number;
}

/** What is seen further from where it should be is left out. */
export const GATE_PX = 20;
const LOWEST_SCORE = 0.2;

/**
 * Where in space a point is, by the weighted direct linear transform; sightings that disagree by more than the gate are
 * dropped, the worst first. Undefined when fewer than two cameras agree.
 */
export function triangulate(sightings: readonly Sighting[], gatePx = GATE_PX): Triangulated | undefined {
  let agreeing: readonly Sighting[] = sightings.filter(({ score }) => score >= LOWEST_SCORE);
  while (agreeing.length >= 2) {
    const point = intersect(agreeing);
    const errors = agreeing.map((sighting) => (point ? errorOf(sighting, point) : Infinity));
    const worst = Math.max(...errors);
    if (point && worst <= gatePx) {
      const score = agreeing.reduce((sum, one) => sum + one.score, 0) / agreeing.length;
      const rms = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);
      return { point, confidence: Math.min(1, score) * (agreeing.length / sightings.length), errorPx: rms };
    }
    agreeing = agreeing.length === 2 ? [] : withoutTheWorst(agreeing, errors);
  }
  return undefined;
}

/** Without the one whose absence lets the others agree best; a liar pulls the point so that an honest one looks worst. */
function withoutTheWorst(sightings: readonly Sighting[], errors: readonly number[]): readonly Sighting[] {
  const rests = sightings.map((_, index) => sightings.filter((__, other) => other !== index));
  const costs = rests.map((rest, index) => {
    const point = intersect(rest);
    return point ? Math.max(...rest.map((one) => errorOf(one, point))) : (errors[index] as number) + 1e6;
  });
  return rests[costs.indexOf(Math.min(...costs))] as readonly Sighting[];
}

function errorOf({ camera, image }: Sighting, point: Vector3): number {
  const seen = project(camera, point);
  return seen ? Math.hypot(seen[0] - image[0], seen[1] - image[1]) : Infinity;
}

function intersect(sightings: readonly Sighting[]): Vector3 | undefined {
  const rows = sightings.flatMap(({ camera: { lens, R, t }, image, score }) => {
    const [x, y] = unbend(lens, image);
    // A pixel of a long lens is a smaller angle.
    const weight = score * lens.fx;
    const row = (by: number, at: number) =>
      [0, 1, 2].map((column) => weight * (by * (R[6 + column] as number) - (R[at * 3 + column] as number)));
    return [
      [...row(x, 0), weight * (x * t[2] - t[0])],
      [...row(y, 1), weight * (y * t[2] - t[1])],
    ];
  });
  const [x, y, z, w] = smallest(rows) as [number, number, number, number];
  return Math.abs(w) < 1e-12 ? undefined : [x / w, y / w, z / w];
}
