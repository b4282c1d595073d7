import type { FileSummary } from '@hearth/contracts';
import { timeOf } from './file-filter.ts';

export interface HeadingRow {
  readonly kind: 'heading';
  readonly key: string;
  readonly top: number;
  readonly height: number;
  readonly label: string;
}

export interface TileBox {
  readonly file: FileSummary;
  readonly left: number;
  readonly width: number;
}

export interface TilesRow {
  readonly kind: 'tiles';
  readonly key: string;
  readonly top: number;
  readonly height: number;
  readonly tiles: readonly TileBox[];
}

export type GridRow = HeadingRow | TilesRow;

export interface GridMeasures {
  readonly width: number;
  readonly gap: number;
  readonly tileHeight: number;
  readonly headingHeight: number;
}

/** Very wide and very tall pictures are cropped to these. */
const NARROWEST = 0.6;
const WIDEST = 2.2;

/**
 * Lays files out in justified rows under a heading for each month. Every row's place is known without drawing it,
 * which is what lets a library of any size scroll.
 */
export function layOutRows(files: readonly FileSummary[], measures: GridMeasures): GridRow[] {
  const rows: GridRow[] = [];
  if (measures.width <= 0) return rows;
  let top = 0;
  for (const { label, files: ofMonth } of groupByMonth(files)) {
    rows.push({ kind: 'heading', key: `month ${label}`, top, height: measures.headingHeight, label });
    top += measures.headingHeight;
    for (const { height, tiles } of justify(ofMonth, measures)) {
      rows.push({ kind: 'tiles', key: tiles[0]?.file.id ?? '', top, height, tiles });
      top += height + measures.gap;
    }
  }
  return rows;
}

/** Where the last row ends. */
export function heightOf(rows: readonly GridRow[]): number {
  const last = rows.at(-1);
  return last ? last.top + last.height : 0;
}

/** The rows that touch the span from `from` to `to`: the index of the first, and the one after the last. */
export function rowsWithin(rows: readonly GridRow[], from: number, to: number): [first: number, end: number] {
  const first = countWhere(rows, ({ top, height }) => top + height < from);
  const end = countWhere(rows, ({ top }) => top <= to);
  return [first, Math.max(first, end)];
}

/** How many rows at the start hold `isSo`, which holds for none after the first that does not. */
function countWhere(rows: readonly GridRow[], isSo: (row: GridRow) => boolean): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row && isSo(row)) low = middle + 1;
    else high = middle;
  }
  return low;
}

const monthFormat = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' });

function groupByMonth(files: readonly FileSummary[]) {
  const months: { label: string; files: FileSummary[] }[] = [];
  for (const file of files) {
    const label = monthFormat.format(new Date(timeOf(file)));
    const current = months.at(-1);
    if (current?.label === label) current.files.push(file);
    else months.push({ label, files: [file] });
  }
  return months;
}

interface JustifiedRow {
  readonly height: number;
  readonly tiles: readonly TileBox[];
}

/** Fills each row until it is no higher than wanted, then stretches it to the full width; the last row stays as it is. */
function* justify(files: readonly FileSummary[], measures: GridMeasures): Generator<JustifiedRow> {
  let pending: FileSummary[] = [];
  let ratios = 0;
  for (const file of files) {
    pending.push(file);
    ratios += ratioOf(file);
    const height = (measures.width - measures.gap * (pending.length - 1)) / ratios;
    if (height > measures.tileHeight) continue;
    yield { height, tiles: placeSideBySide(pending, height, measures.gap) };
    pending = [];
    ratios = 0;
  }
  if (pending.length > 0) {
    yield { height: measures.tileHeight, tiles: placeSideBySide(pending, measures.tileHeight, measures.gap) };
  }
}

function placeSideBySide(files: readonly FileSummary[], height: number, gap: number): TileBox[] {
  let left = 0;
  return files.map((file) => {
    const width = ratioOf(file) * height;
    const box = { file, left, width };
    left += width + gap;
    return box;
  });
}

/** Width over height; a square for what has no picture. */
function ratioOf({ width, height, thumbnailUrl }: FileSummary): number {
  if (!width || !height || thumbnailUrl === null) return 1;
  return Math.min(WIDEST, Math.max(NARROWEST, width / height));
}

export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

/** The file next to another in the direction of an arrow key. */
export function findNeighbour(rows: readonly GridRow[], fileId: string, arrow: Arrow): string | undefined {
  const lines = rows.filter((row) => row.kind === 'tiles');
  const y = lines.findIndex(({ tiles }) => tiles.some(({ file }) => file.id === fileId));
  const line = lines[y];
  if (!line) return undefined;
  if (arrow === 'ArrowLeft' || arrow === 'ArrowRight') {
    const all = lines.slice(Math.max(0, y - 1), y + 2).flatMap(({ tiles }) => tiles);
    const x = all.findIndex(({ file }) => file.id === fileId);
    return all[arrow === 'ArrowLeft' ? x - 1 : x + 1]?.file.id;
  }
  const from = line.tiles.find(({ file }) => file.id === fileId);
  const target = lines[arrow === 'ArrowUp' ? y - 1 : y + 1];
  if (!from || !target) return undefined;
  const middle = from.left + from.width / 2;
  const distance = (box: TileBox) => Math.abs(box.left + box.width / 2 - middle);
  return target.tiles.reduce((best, box) => (distance(box) < distance(best) ? box : best)).file.id;
}
