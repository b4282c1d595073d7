import { describe, expect, it } from '@jest/globals';
import {
  compareBlackness,
  compareShape,
  compareStill,
  meanColour,
  RASTER_PX,
  turnUpright,
  type Raster,
} from './compare-picture.ts';

function paint(colourAt: (x: number, y: number) => [number, number, number]): Raster {
  return Uint8Array.from(
    Array.from({ length: RASTER_PX ** 2 }, (_, at) =>
      colourAt(at % RASTER_PX, Math.floor(at / RASTER_PX)),
    ).flat(),
  );
}
const plain = (...colour: [number, number, number]): Raster => paint(() => colour);
/** A bright corner at the top left, and a red stripe below it: different from each of its turns. */
const scene = paint((x, y) => (x < 6 && y < 4 ? [250, 250, 250] : x < 3 ? [200, 20, 20] : [60, 90, 120]));
const seen = (raster: Raster, width = 320, height = 240) => ({ raster, width, height });
const fieldsOf = (found: { field: string }[]): string[] => found.map(({ field }) => field);

describe('compareStill', () => {
  it('finds nothing in the same picture, though every number is a little off', () => {
    expect(compareStill(seen(scene.map((value) => Math.min(255, value + 9))), scene)).toEqual([]);
  });

  it('tells black from dark', () => {
    expect(fieldsOf(compareStill(seen(plain(0, 0, 0)), scene))).toEqual(['picture.black']);
    expect(compareStill(seen(plain(0, 0, 0)), plain(9, 9, 9))).toEqual([]);
  });

  it.each([2, 3, 4, 5, 6, 7, 8])('sees that orientation %i was not honoured', (orientation) => {
    expect(fieldsOf(compareStill(seen(turnUpright(scene, orientation)), scene))).toEqual([
      'picture.orientation',
    ]);
  });

  it('does not call a picture turned that is alike on all sides', () => {
    expect(compareStill(seen(plain(80, 80, 80)), plain(80, 84, 80))).toEqual([]);
  });

  it('sees grey where colours should be', () => {
    const [found] = compareStill(seen(plain(120, 110, 100)), plain(255, 20, 10));
    expect(found).toEqual({ field: 'picture.colour', expected: [255, 20, 10], actual: [120, 110, 100] });
  });
});

describe('turnUpright', () => {
  it.each([1, 2, 3, 4, 5, 7])('orientation %i undoes itself', (orientation) => {
    expect(turnUpright(turnUpright(scene, orientation), orientation)).toEqual(scene);
  });

  it('6 is stored lying on its left side: what is at its bottom left comes to the top left', () => {
    const stored = paint((x, y) => (x === 0 && y === RASTER_PX - 1 ? [255, 0, 0] : [0, 0, 0]));
    expect([...turnUpright(stored, 6).subarray(0, 3)]).toEqual([255, 0, 0]);
    expect(turnUpright(turnUpright(stored, 6), 8)).toEqual(stored);
  });
});

it('a film has a black poster only where all of it is black', () => {
  const shown = seen(plain(1, 1, 1));
  expect(fieldsOf(compareBlackness(shown, [plain(0, 0, 0), scene]))).toEqual(['picture.black']);
  expect(compareBlackness(shown, [plain(0, 0, 0), plain(8, 8, 8)])).toEqual([]);
  expect(compareBlackness(shown, [])).toEqual([]);
});

it.each([
  [320, 240, 4000, 3000, true],
  [320, 213, 6000, 4000, true],
  [240, 320, 4000, 3000, false],
  [320, 3, 9000, 100, true],
  [320, 180, 4000, 3000, false],
])('%i×%i of %i×%i is of its shape: %s', (width, height, fullWidth, fullHeight, isRight) => {
  const found = compareShape(seen(scene, width, height), { width: fullWidth, height: fullHeight });
  expect(found.length === 0).toBe(isRight);
});

it('the mean of two halves lies between them', () => {
  expect(meanColour(paint((x) => (x < RASTER_PX / 2 ? [0, 100, 200] : [200, 100, 0])))).toEqual([
    100, 100, 100,
  ]);
});
