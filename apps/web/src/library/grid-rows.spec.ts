import { describe, expect, it } from '@jest/globals';
import type { FileSummary } from '@hearth/contracts';
import { findNeighbour, heightOf, layOutRows, rowsWithin, type GridRow, type TilesRow } from './grid-rows.ts';

const MEASURES = { width: 400, gap: 4, tileHeight: 100, headingHeight: 40 };

function file(id: string, over: Partial<FileSummary> = {}): FileSummary {
  const base = {
    id,
    takenAt: null,
    modifiedAt: '2024-05-10T12:00:00Z',
    width: 100,
    height: 100,
    thumbnailUrl: '/d',
  };
  return { ...base, ...over } as FileSummary;
}

const many = (count: number, over: Partial<FileSummary> = {}) =>
  Array.from({ length: count }, (_, index) => file(`f${index}`, over));

const tilesOf = (rows: GridRow[]): TilesRow[] => rows.filter((row) => row.kind === 'tiles');

describe('layOutRows', () => {
  it('puts a heading before each month', () => {
    const rows = layOutRows([file('a'), file('b', { takenAt: '2024-03-01T12:00:00Z' })], MEASURES);
    expect(rows.map((row) => (row.kind === 'heading' ? row.label : row.tiles.length))).toEqual([
      'May 2024',
      1,
      'March 2024',
      1,
    ]);
  });

  it('stretches full rows to the very width, no higher than asked', () => {
    for (const row of tilesOf(layOutRows(many(23, { width: 160 }), MEASURES)).slice(0, -1)) {
      const last = row.tiles.at(-1);
      expect((last?.left ?? 0) + (last?.width ?? 0)).toBeCloseTo(400, 6);
      expect(row.height).toBeLessThanOrEqual(100);
    }
  });

  it('leaves the last row at the height asked for', () => {
    expect(
      tilesOf(layOutRows(many(5), MEASURES)).map(({ height, tiles }) => [Math.round(height), tiles.length]),
    ).toEqual([
      [97, 4],
      [100, 1],
    ]);
  });

  it('crops panoramas and makes squares of what has no picture', () => {
    const rows = layOutRows(
      [file('wide', { width: 9000 }), file('song', { thumbnailUrl: null, width: 9000 })],
      MEASURES,
    );
    expect(tilesOf(rows)[0]?.tiles.map(({ width }) => Math.round(width))).toEqual([220, 100]);
  });

  it('has no rows before its width is known', () => {
    expect(layOutRows(many(3), { ...MEASURES, width: 0 })).toEqual([]);
  });

  it('holds every file once', () => {
    const rows = tilesOf(layOutRows(many(57, { width: 133 }), MEASURES));
    expect(rows.flatMap(({ tiles }) => tiles.map((box) => box.file.id))).toEqual(
      many(57).map(({ id }) => id),
    );
  });
});

describe('rowsWithin', () => {
  const rows = layOutRows(many(40), MEASURES); // a heading of 40, then ten rows of 97 with gaps of 4
  it.each([
    [0, 50, [0, 2]],
    [-500, -100, [0, 0]],
    [200, 300, [2, 4]],
    [100_000, 100_100, [11, 11]],
  ])('from %d to %d draws rows %j', (from, to, expected) =>
    expect(rowsWithin(rows, from, to)).toEqual(expected),
  );

  it('covers all of it from end to end', () => {
    expect(rowsWithin(rows, 0, heightOf(rows))).toEqual([0, rows.length]);
  });
});

describe('findNeighbour', () => {
  const rows = layOutRows(many(10), MEASURES); // f0 to f3, f4 to f7, f8 and f9
  it.each([
    ['f1', 'ArrowRight', 'f2'],
    ['f3', 'ArrowRight', 'f4'],
    ['f4', 'ArrowLeft', 'f3'],
    ['f0', 'ArrowLeft', undefined],
    ['f1', 'ArrowDown', 'f5'],
    ['f5', 'ArrowUp', 'f1'],
    ['f7', 'ArrowDown', 'f9'],
    ['f9', 'ArrowDown', undefined],
    ['gone', 'ArrowDown', undefined],
  ] as const)('from %s by %s is %s', (from, arrow, to) => expect(findNeighbour(rows, from, arrow)).toBe(to));
});
