import { describe, expect, it } from '@jest/globals';
import type { FileSummary } from '@hearth/contracts';
import { estimateHeight, layOutDays, ratioOf, type Measures } from './day-layout.ts';

const MEASURES: Measures = {
  width: 400,
  gap: 4,
  tileHeight: 100,
  headingHeight: 40,
  dayGap: 16,
  narrowestDay: 90,
};
const files = (...ratios: number[]) =>
  ratios.map(
    (ratio, index) => ({ id: `f${index}`, width: ratio * 100, height: 100 }) as unknown as FileSummary,
  );
const layOut = (...days: number[][]) =>
  layOutDays(
    days.map((ratios, index) => ({ day: `d${index}`, files: files(...ratios) })),
    MEASURES,
  );
const round = (number: number) => Math.round(number);

describe('layOutDays', () => {
  it('has nothing for no days, and nothing before the width is known', () => {
    expect(layOut()).toEqual({ height: 0, headings: [], rows: [] });
    expect(layOutDays([{ day: 'd', files: files(1) }], { ...MEASURES, width: 0 }).rows).toEqual([]);
  });

  it('stretches the rows of a full day to the width and leaves a short last row as it is', () => {
    const { rows, headings, height } = layOut([1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1]);
    expect(headings).toHaveLength(1);
    expect(rows.map(({ tiles }) => tiles.length)).toEqual([3, 3, 1]);
    for (const row of rows.slice(0, 2)) {
      const last = row.tiles.at(-1);
      expect(round((last?.left ?? 0) + (last?.width ?? 0))).toBe(400);
    }
    expect(rows[2]?.height).toBe(100);
    expect(round(height)).toBe(round(40 + 2 * (392 / 4.5 + 4) + 104));
  });

  it('lets sparse days share a row, each under its own heading', () => {
    const { rows, headings } = layOut([1], [1], [1]);
    expect(rows).toHaveLength(1);
    expect(headings.map(({ left, top }) => [left, top])).toEqual([
      [0, 0],
      [116, 0],
      [232, 0],
    ]);
    expect(rows[0]?.tiles.map(({ left }) => left)).toEqual([0, 116, 232]);
  });

  it('stretches a shared row that others follow, when it is nearly full', () => {
    const { rows } = layOut([1.2], [1.2], [1.2], [1]);
    expect(rows).toHaveLength(2);
    expect(rows[0]?.height).toBeGreaterThan(100);
    const last = rows[0]?.tiles.at(-1);
    expect(round((last?.left ?? 0) + (last?.width ?? 0))).toBe(400);
    expect(rows[1]?.height).toBe(100);
  });

  it('gives a heading room beside a narrow picture', () => {
    const { headings, rows } = layOut([0.6], [0.6]);
    expect(headings.map(({ left, width }) => [left, width])).toEqual([
      [0, 90],
      [106, 90],
    ]);
    expect(rows[0]?.tiles[0]?.width).toBe(60);
  });

  it('never lets two tiles overlap, nor one leave the width', () => {
    const days = Array.from({ length: 60 }, (_, day) =>
      Array.from(
        { length: 1 + ((day * 5) % 9) },
        (_unused, index) => 0.4 + ((day * 7 + index * 3) % 25) / 10,
      ),
    );
    const { rows, height } = layOut(...days);
    let bottom = 0;
    for (const row of rows) {
      expect(row.top).toBeGreaterThanOrEqual(bottom);
      bottom = row.top + row.height;
      let end = 0;
      for (const { left, width } of row.tiles) {
        expect(left).toBeGreaterThanOrEqual(end);
        end = left + width;
      }
      expect(end).toBeLessThanOrEqual(400.01);
    }
    expect(height).toBeGreaterThanOrEqual(bottom);
    expect(rows.flatMap(({ tiles }) => tiles)).toHaveLength(days.flat().length);
  });
});

it.each([
  [3000, 1000, 2.4],
  [1000, 3000, 0.6],
  [4, 3, 4 / 3],
  [null, null, 1],
])('crops %s × %s to %d', (width, height, ratio) => expect(ratioOf({ width, height })).toBe(ratio));

describe('estimateHeight', () => {
  const estimate = (...counts: number[]) =>
    estimateHeight(
      counts.map((count) => ({ day: '', count })),
      MEASURES,
    );
  it.each([
    [[], 0],
    [[1], 144],
    [[1, 1], 144],
    [[1, 1, 1, 1, 1, 1], 3 * 144],
    [[3, 1], 288],
  ])('of %j is %i', (counts, height) => expect(estimate(...counts)).toBe(height));

  it('comes near to what usual pictures take', () => {
    const usual = Array.from({ length: 30 }, (_, day) =>
      Array.from(
        { length: 1 + ((day * 11) % 40) },
        (_unused, index) => [1.33, 1.5, 0.75, 1.78][(day + index) % 4] ?? 1,
      ),
    );
    const actual = layOut(...usual).height;
    expect(Math.abs(estimate(...usual.map(({ length }) => length)) / actual - 1)).toBeLessThan(0.2);
  });
});
