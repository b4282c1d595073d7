import { describe, expect, it } from '@jest/globals';
import { compress, toSrgb } from './to-srgb.js';

const shown = async (rgb: number[], primaries: number, transfer: number): Promise<number[]> => [
  ...(await toSrgb({
    data: Uint16Array.from(rgb, (value) => Math.round(value * 65_535)),
    channels: 3,
    colour: { primaries, transfer },
  })),
];

describe('a common screen shows', () => {
  it.each<[string, number[], number, number, number[]]>([
    ['sRGB as it is', [1, 0.5, 0], 1, 13, [255, 128, 0]],
    ['the red of P3 as its own', [1, 0, 0], 12, 13, [255, 0, 0]],
    ['sRGB’s red in the numbers of P3', [0.9175, 0.2003, 0.1386], 12, 13, [255, 0, 0]],
    ['the green of BT.2020', [0, 1, 0], 9, 1, [0, 255, 0]],
    ['grey of any primaries as grey', [0.5, 0.5, 0.5], 9, 13, [128, 128, 128]],
    ['white of PQ (203 cd/m²)', [0.5807, 0.5807, 0.5807], 9, 16, [255, 255, 255]],
    ['black of PQ', [0, 0, 0], 9, 16, [0, 0, 0]],
    ['white of HLG', [0.75, 0.75, 0.75], 9, 18, [255, 255, 255]],
    ['light that is written as it is', [0.214, 0.214, 0.214], 1, 8, [127, 127, 127]],
  ])('%s', async (_what, rgb, primaries, transfer, expected) => {
    const [r = 0, g = 0, b = 0] = await shown(rgb, primaries, transfer);
    for (const [at, value] of [r, g, b].entries())
      expect(Math.abs(value - (expected[at] ?? 0))).toBeLessThanOrEqual(2);
  });

  it('a red that is brighter than white as red', async () => {
    const [r = 0, g = 255, b = 255] = await shown([0.75, 0.1, 0.1], 9, 16);
    expect([r > 240, g < 60, b < 60]).toEqual([true, true, true]);
  });

  it('less light as less, and keeps what is transparent so', async () => {
    const data = Uint16Array.from(
      [0.9, 0.9, 0.9, 0, 0.7, 0.7, 0.7, 0.5, 0.4, 0.4, 0.4, 1].map((value) => value * 65_535),
    );
    const [a = 0, , , alphaA, b = 0, , , alphaB, c = 0, , , alphaC] = await toSrgb({
      ...{ data, channels: 4, colour: { primaries: 9, transfer: 16 } },
    });
    expect(a > b && b > c && c > 0).toBe(true);
    expect([alphaA, alphaB, alphaC]).toEqual([0, 127, 255]);
  });
});

/** More than are worked through at a time. */
function manyPixels(): { tile: Uint16Array; data: Uint16Array; times: number } {
  const tile = Uint16Array.from({ length: 1_500 * 4 }, (_, at) => (at * 40_503) % 65_536);
  const times = 301;
  const data = new Uint16Array(tile.length * times);
  for (let at = 0; at < times; at += 1) data.set(tile, at * tile.length);
  return { tile, data, times };
}

it.each([
  ['HDR of PQ', { primaries: 9, transfer: 16 }],
  ['HDR of HLG', { primaries: 9, transfer: 18 }],
  ['P3', { primaries: 12, transfer: 13 }],
])('a large picture in %s is drawn as its parts are', async (_what, colour) => {
  const { tile, data, times } = manyPixels();
  const part = await toSrgb({ data: tile, channels: 4, colour });
  const whole = await toSrgb({ data, channels: 4, colour });
  expect(whole.equals(Buffer.concat(Array.from({ length: times }, () => part)))).toBe(true);
});

it('other work goes on while a large picture is drawn', async () => {
  let turns = 0;
  let isDrawn = false;
  const count = (): void => {
    turns += 1;
    if (!isDrawn) setImmediate(count);
  };
  setImmediate(count);
  await toSrgb({ data: manyPixels().data, channels: 4, colour: { primaries: 9, transfer: 16 } });
  isDrawn = true;
  expect(turns).toBeGreaterThan(1);
});

it.each([1, 2, 5, 50])('light of up to %d times white rises to white', (peak) => {
  const lights = Array.from({ length: 101 }, (_, at) => compress((at / 100) * peak, peak));
  expect(lights.every((light, at) => at === 0 || light > (lights[at - 1] ?? 0))).toBe(true);
  expect(lights.at(-1)).toBeCloseTo(1, 5);
});
