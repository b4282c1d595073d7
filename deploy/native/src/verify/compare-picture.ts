import type { Difference } from './compare-with-manifest.ts';

/** Pixels of a picture that was shrunk to a square of `RASTER_PX`, 3 bytes each, what is transparent on black. */
export type Raster = Uint8Array;
export const RASTER_PX = 16;

export interface SeenPicture {
  readonly raster: Raster;
  /** Before it was shrunk, in pixels. */
  readonly width: number;
  readonly height: number;
}

/** Of 255: decoders round differently, and a small picture is shrunk twice. */
const COLOUR_TOLERANCE = 14;
/** Where the other decoder leaves out the picture's profile: common ones move a mean by less. */
const PROFILE_TOLERANCE = 28;
/** Mean brightness below which a picture counts as black, and above which it surely is not. */
const BLACK = 6;
const NOT_BLACK = 20;
/** A turned picture must fit so much better (mean difference, of 255) than the one as it is, since many pictures are alike on all sides. */
const TURN_MARGIN = 6;
/** Shrinking rounds to whole pixels. */
const SHAPE_TOLERANCE = 0.03;

type Place = readonly [x: number, y: number];
const LAST = RASTER_PX - 1;
/** Where each pixel of an upright picture lies in one of the EXIF orientation, by its number. */
const PLACES: readonly ((x: number, y: number) => Place)[] = [
  (x, y) => [x, y],
  (x, y) => [LAST - x, y],
  (x, y) => [LAST - x, LAST - y],
  (x, y) => [x, LAST - y],
  (x, y) => [y, x],
  (x, y) => [y, LAST - x],
  (x, y) => [LAST - y, LAST - x],
  (x, y) => [LAST - y, x],
];

/** Turns what is stored in an EXIF orientation (1 to 8) upright. */
export function turnUpright(stored: Raster, orientation: number): Raster {
  const placeOf = PLACES[orientation - 1];
  if (!placeOf || orientation === 1) return stored;
  const upright = new Uint8Array(stored.length);
  for (let y = 0; y < RASTER_PX; y += 1) {
    for (let x = 0; x < RASTER_PX; x += 1) {
      const [fromX, fromY] = placeOf(x, y);
      const from = (fromY * RASTER_PX + fromX) * 3;
      upright.set(stored.subarray(from, from + 3), (y * RASTER_PX + x) * 3);
    }
  }
  return upright;
}

/** Red, green and blue, 0 to 255. */
export function meanColour(raster: Raster): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  raster.forEach((value, at) => (sums[(at % 3) as 0 | 1 | 2] += value));
  const pixels = raster.length / 3;
  return [sums[0] / pixels, sums[1] / pixels, sums[2] / pixels];
}

const brightnessOf = (raster: Raster): number => meanColour(raster).reduce((sum, part) => sum + part, 0) / 3;

function distance(a: Raster, b: Raster): number {
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length;
}

function isTurned(shown: Raster, decoded: Raster): boolean {
  const asIs = distance(shown, decoded);
  return PLACES.some(
    (_place, at) => at > 0 && distance(shown, turnUpright(decoded, at + 1)) < asIs - TURN_MARGIN,
  );
}

/** Whether a small picture shows nothing where the source does. `sources`: one picture, or several moments of a film. */
export function compareBlackness(shown: SeenPicture, sources: readonly Raster[]): Difference[] {
  const brightest = Math.max(0, ...sources.map(brightnessOf));
  const brightness = brightnessOf(shown.raster);
  if (brightness >= BLACK || brightest < NOT_BLACK) return [];
  const expected = `brightness of up to ${brightest.toFixed(0)}`;
  return [{ field: 'picture.black', expected, actual: Number(brightness.toFixed(0)) }];
}

/** Whether a small picture has the shape its file has once it stands upright. */
export function compareShape(
  shown: SeenPicture,
  { width, height }: { width: number; height: number },
): Difference[] {
  const expected = width / height;
  // A pixel more or less of the shorter side.
  const rounding = 1 / Math.min(shown.width, shown.height);
  const off = Math.abs(shown.width / shown.height / expected - 1);
  if (off <= SHAPE_TOLERANCE + rounding) return [];
  return [
    { field: 'picture.shape', expected: `${width}x${height}`, actual: `${shown.width}x${shown.height}` },
  ];
}

/**
 * Holds the small picture of a still against another decoder's: neither black, nor turned, nor of other colours.
 *
 * @param decoded upright, as the other decoder shows it
 */
export function compareStill(
  shown: SeenPicture,
  decoded: Raster,
  { isProfileLeftOut = false }: { isProfileLeftOut?: boolean } = {},
): Difference[] {
  const black = compareBlackness(shown, [decoded]);
  if (black.length > 0) return black;
  if (isTurned(shown.raster, decoded))
    return [{ field: 'picture.orientation', expected: 'as decoded', actual: 'turned or mirrored' }];
  const expected = meanColour(decoded);
  const actual = meanColour(shown.raster);
  const tolerance = isProfileLeftOut ? PROFILE_TOLERANCE : COLOUR_TOLERANCE;
  const isNear = expected.every((part, at) => Math.abs(part - (actual[at] ?? 0)) <= tolerance);
  const round = (colour: number[]): number[] => colour.map((part) => Math.round(part));
  return isNear ? [] : [{ field: 'picture.colour', expected: round(expected), actual: round(actual) }];
}
