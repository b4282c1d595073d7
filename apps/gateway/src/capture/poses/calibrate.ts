import {
  bend,
  add,
  axisOf,
  compose,
  IDENTITY,
  invert,
  turn,
  turnBy,
  type Camera,
  type Lens,
  type Pose,
  type Vector3,
} from './camera.js';
import { findFocalLength, findHomography, poseFrom, type Pair } from './homography.js';
import { refine, type ResidualBlock } from './refine.js';

/** What one camera saw of the board at one moment; views of one moment have the same `group`. */
export interface View {
  readonly camera: string;
  readonly group: number;
  readonly width: number;
  readonly height: number;
  readonly points: readonly Pair[];
}

export interface CalibratedCamera extends Camera {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly reprojectionErrorPx: number;
}

export class CalibrationFailed extends Error {}

/** More views hardly make it better, and cost time that others wait. */
const MOST_GROUPS = 40;
const FEWEST_VIEWS = 3;
const LENS_PARAMETERS = 6;
const CAMERA_PARAMETERS = 12;

interface Seen {
  readonly view: View;
  readonly pose: Pose;
}

/**
 * Lenses and places of all cameras from views of one flat board: each camera by Zhang's method, their places by boards
 * that several saw at once, all of it then together by bundle adjustment. The world is the board as it lay in the first view
 * that was shared: x along its columns, y along its rows, metres.
 */
export function calibrate(views: readonly View[]): CalibratedCamera[] {
  const ids = [...new Set(views.map(({ camera }) => camera))];
  const kept = spread(views);
  const lenses = new Map(
    ids.map((id) => [
      id,
      calibrateLens(
        id,
        kept.filter(({ camera }) => camera === id),
      ),
    ]),
  );
  const seen = [...lenses.values()].flatMap((one) => one.seen);
  const places = placeCameras(ids, seen);
  const world = boardsOf(seen, places);
  return adjust(ids, lenses, places, world, seen);
}

/** Groups that many cameras saw come first; the rest is spread over the whole. */
function spread(views: readonly View[]): readonly View[] {
  const groups = [...new Set(views.map(({ group }) => group))];
  if (groups.length <= MOST_GROUPS) return views;
  const countOf = (group: number) => views.filter((view) => view.group === group).length;
  const most = Math.max(...groups.map(countOf));
  const shared = groups.filter((group) => countOf(group) === most);
  const chosen = new Set(every(shared.length >= FEWEST_VIEWS ? shared : groups, MOST_GROUPS));
  return views.filter(({ group }) => chosen.has(group));
}

function every<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)] as T);
}

function calibrateLens(id: string, views: readonly View[]): { lens: Lens; seen: Seen[] } {
  const first = views[0];
  if (!first || views.length < FEWEST_VIEWS)
    throw new CalibrationFailed(`${id} has seen the board fewer than ${FEWEST_VIEWS} times.`);
  if (views.some(({ width, height }) => width !== first.width || height !== first.height))
    throw new CalibrationFailed(`The pictures of ${id} have different sizes.`);
  const homographies = views.map(({ points }) => findHomography(points));
  const usable = views.flatMap((view, index) =>
    homographies[index] ? [{ view, H: homographies[index] }] : [],
  );
  const f = findFocalLength(
    usable.map(({ H }) => H),
    first.width,
    first.height,
  );
  if (f === undefined || usable.length < FEWEST_VIEWS)
    throw new CalibrationFailed(`${id} has to see the board from more sides.`);
  const start: Lens = { fx: f, fy: f, cx: first.width / 2, cy: first.height / 2, k1: 0, k2: 0 };
  const seen = usable.map(({ view, H }) => ({ view, pose: poseFrom(H, start) }));
  const parameters = [...lensParameters(start), ...seen.flatMap(({ pose }) => poseParameters(pose))];
  const blocks = seen.map(({ view }, index): ResidualBlock => ({
    parameters: [...range(0, LENS_PARAMETERS), ...range(LENS_PARAMETERS + index * 6, 6)],
    residuals: (values) => missesOf(view, lensFrom(values), poseAt(values, LENS_PARAMETERS)),
  }));
  const best = refine(parameters, blocks);
  return {
    lens: lensFrom(best),
    seen: seen.map(({ view }, index) => ({ view, pose: poseAt(best, LENS_PARAMETERS + index * 6) })),
  };
}

/** Of each camera the way from the first one, over boards that two of them saw at once. */
function placeCameras(ids: readonly string[], seen: readonly Seen[]): Map<string, Pose> {
  const places = new Map<string, Pose>([[ids[0] as string, { R: IDENTITY, t: [0, 0, 0] }]]);
  for (let round = 0; round < ids.length; round += 1) {
    for (const one of seen) {
      if (places.has(one.view.camera)) continue;
      const other = seen.find(({ view }) => view.group === one.view.group && places.has(view.camera));
      const place = other && places.get(other.view.camera);
      if (place) places.set(one.view.camera, compose(one.pose, compose(invert(other.pose), place)));
    }
  }
  const apart = ids.find((id) => !places.has(id));
  if (apart !== undefined)
    throw new CalibrationFailed(`${apart} never saw the board together with another camera.`);
  return places;
}

/** Of each group where its board lay, before the first camera. */
function boardsOf(seen: readonly Seen[], places: ReadonlyMap<string, Pose>): Map<number, Pose> {
  const boards = new Map<number, Pose>();
  for (const { view, pose } of seen) {
    if (!boards.has(view.group))
      boards.set(view.group, compose(invert(places.get(view.camera) as Pose), pose));
  }
  return boards;
}

function adjust(
  ids: readonly string[],
  lenses: ReadonlyMap<string, { lens: Lens }>,
  places: ReadonlyMap<string, Pose>,
  boards: ReadonlyMap<number, Pose>,
  seen: readonly Seen[],
): CalibratedCamera[] {
  const groups = [...boards.keys()];
  const boardsFrom = ids.length * CAMERA_PARAMETERS;
  const start = [
    ...ids.flatMap((id) => [
      ...lensParameters((lenses.get(id) as { lens: Lens }).lens),
      ...poseParameters(places.get(id) as Pose),
    ]),
    ...[...boards.values()].flatMap(poseParameters),
  ];
  const blocks = seen.map(({ view }): ResidualBlock => {
    const camera = ids.indexOf(view.camera);
    // The first camera stays where it is: else all could wander off together.
    const own = range(camera * CAMERA_PARAMETERS, camera === 0 ? LENS_PARAMETERS : CAMERA_PARAMETERS);
    const place = camera === 0 ? { R: IDENTITY, t: [0, 0, 0] as Vector3 } : undefined;
    return {
      parameters: [...own, ...range(boardsFrom + groups.indexOf(view.group) * 6, 6)],
      residuals: (values) =>
        missesOf(
          view,
          lensFrom(values),
          compose(place ?? poseAt(values, LENS_PARAMETERS), poseAt(values, own.length)),
        ),
    };
  });
  const best = refine(start, blocks);
  const shared =
    seen.find(({ view }) => seen.filter((one) => one.view.group === view.group).length === ids.length) ??
    seen[0];
  const world = poseAt(best, boardsFrom + groups.indexOf((shared as Seen).view.group) * 6);
  return ids.map((id, index) => {
    const own = seen.filter(({ view }) => view.camera === id);
    const { width, height } = (own[0] as Seen).view;
    const squares = own.flatMap(({ view }) => {
      const block = blocks[seen.findIndex((one) => one.view === view)] as ResidualBlock;
      return block.residuals(block.parameters.map((at) => best[at] as number)).map((miss) => miss * miss);
    });
    return {
      ...{ id, width, height },
      lens: lensFrom(best.slice(index * CAMERA_PARAMETERS)),
      ...compose(
        index === 0
          ? { R: IDENTITY, t: [0, 0, 0] }
          : poseAt(best, index * CAMERA_PARAMETERS + LENS_PARAMETERS),
        world,
      ),
      // Over points, not over their two coordinates.
      reprojectionErrorPx: Math.sqrt((2 * squares.reduce((sum, square) => sum + square, 0)) / squares.length),
    };
  });
}

const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

/** By the hundred pixels, so that all parameters are of like size. */
const PIXELS = 100;
const lensParameters = ({ fx, fy, cx, cy, k1, k2 }: Lens) => [
  fx / PIXELS,
  fy / PIXELS,
  cx / PIXELS,
  cy / PIXELS,
  k1,
  k2,
];

function lensFrom(values: readonly number[]): Lens {
  const [fx, fy, cx, cy, k1, k2] = values as [number, number, number, number, number, number];
  return { fx: fx * PIXELS, fy: fy * PIXELS, cx: cx * PIXELS, cy: cy * PIXELS, k1, k2 };
}

const poseParameters = ({ R, t }: Pose) => [...axisOf(R), ...t];

function poseAt(values: readonly number[], at: number): Pose {
  const [a, b, c, x, y, z] = values.slice(at, at + 6) as [number, number, number, number, number, number];
  return { R: turnBy([a, b, c]), t: [x, y, z] };
}

/** How far from where it was seen each point of the board would be seen, in pixels, across and down. */
function missesOf({ points }: View, lens: Lens, { R, t }: Pose): number[] {
  return points.flatMap(({ board, image }) => {
    const [x, y, z] = add(turn(R, [...board, 0]), t);
    if (z < 1e-6) return [1e3, 1e3];
    const [u, v] = bend(lens, x / z, y / z);
    return [u - image[0], v - image[1]];
  });
}
