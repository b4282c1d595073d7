import type { FileSummary } from '@hearth/contracts';
import type { DayCount } from '../files/buckets.ts';

export interface Measures {
  readonly width: number;
  readonly gap: number;
  /** What a row is as high as, before it is stretched to the width. */
  readonly tileHeight: number;
  readonly headingHeight: number;
  /** Between two days that share a row. */
  readonly dayGap: number;
  /** What a day's heading needs. */
  readonly narrowestDay: number;
}

/** All in pixels, from the top left of the stretch. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface DayHeadingBox extends Box {
  readonly day: string;
  readonly files: readonly FileSummary[];
}

export interface TileBox extends Box {
  readonly file: FileSummary;
}

export interface TileRow {
  readonly top: number;
  readonly height: number;
  readonly tiles: readonly TileBox[];
}

export interface DayLayout {
  readonly height: number;
  readonly headings: readonly DayHeadingBox[];
  readonly rows: readonly TileRow[];
}

/** Very wide and very tall pictures are cropped to these. */
const NARROWEST = 0.6;
const WIDEST = 2.4;
/** A row of days that is this full is stretched to the width. */
const MOST_STRETCH = 1.35;
/** What pictures are like before they are known. */
const USUAL_RATIO = 1.3;

interface Day {
  readonly day: string;
  readonly files: readonly FileSummary[];
}

/** Days whose pictures do not fill a row stand side by side in one; each other day has rows of its own. */
export function layOutDays(days: readonly Day[], measures: Measures): DayLayout {
  const layout = { height: 0, headings: [] as DayHeadingBox[], rows: [] as TileRow[] };
  if (measures.width <= 0) return layout;
  let sharing: Day[] = [];
  const closeRow = (isFollowed: boolean) => {
    if (sharing.length > 0) putSideBySide(layout, sharing, measures, isFollowed);
    sharing = [];
  };
  for (const day of days) {
    const width = widthOf(day, measures);
    if (width > measures.width) {
      closeRow(true);
      putAlone(layout, day, measures);
      continue;
    }
    const taken = sharing.reduce((sum, one) => sum + widthOf(one, measures) + measures.dayGap, 0);
    if (taken + width > measures.width) closeRow(true);
    sharing.push(day);
  }
  closeRow(false);
  return layout;
}

type Building = { height: number; headings: DayHeadingBox[]; rows: TileRow[] };

function putAlone(layout: Building, { day, files }: Day, measures: Measures): void {
  const { width, headingHeight: height, gap } = measures;
  layout.headings.push({ day, files, left: 0, top: layout.height, width, height });
  layout.height += height;
  for (const row of justify(files, measures)) {
    layout.rows.push(placeRow(row.files, { left: 0, top: layout.height, height: row.height }, gap));
    layout.height += row.height + gap;
  }
}

function putSideBySide(
  layout: Building,
  days: readonly Day[],
  measures: Measures,
  isFollowed: boolean,
): void {
  const { width, gap, dayGap, tileHeight, headingHeight } = measures;
  const pictures = days.reduce((sum, { files }) => sum + ratiosOf(files) * tileHeight, 0);
  const whole = days.reduce((sum, day) => sum + widthOf(day, measures), 0) + dayGap * (days.length - 1);
  const stretch = (width - (whole - pictures)) / pictures;
  const height = isFollowed && stretch <= MOST_STRETCH ? tileHeight * stretch : tileHeight;
  const top = layout.height + headingHeight;
  let left = 0;
  const tiles: TileBox[] = [];
  for (const day of days) {
    const row = placeRow(day.files, { left, top, height }, gap);
    const last = row.tiles.at(-1);
    const end = last ? last.left + last.width : left;
    // What a narrow picture leaves beside it belongs to its heading.
    const dayWidth = Math.max(end - left, measures.narrowestDay);
    layout.headings.push({ ...day, left, top: layout.height, width: dayWidth, height: headingHeight });
    tiles.push(...row.tiles);
    left += dayWidth + dayGap;
  }
  layout.rows.push({ top, height, tiles });
  layout.height = top + height + gap;
}

/** Fills each row until it is no higher than wanted, then stretches it to the width; the last row stays as it is. */
function* justify(files: readonly FileSummary[], { width, gap, tileHeight }: Measures) {
  let pending: FileSummary[] = [];
  let ratios = 0;
  for (const file of files) {
    pending.push(file);
    ratios += ratioOf(file);
    const height = (width - gap * (pending.length - 1)) / ratios;
    if (height > tileHeight) continue;
    yield { height, files: pending };
    pending = [];
    ratios = 0;
  }
  if (pending.length === 0) return;
  const height = (width - gap * (pending.length - 1)) / ratios;
  yield { height: height <= tileHeight * MOST_STRETCH ? height : tileHeight, files: pending };
}

function placeRow(files: readonly FileSummary[], at: Omit<Box, 'width'>, gap: number): TileRow {
  let { left } = at;
  const tiles = files.map((file) => {
    const tile = { ...at, file, left, width: ratioOf(file) * at.height };
    left += tile.width + gap;
    return tile;
  });
  return { top: at.top, height: at.height, tiles };
}

/** In one row as high as wanted. */
function widthOf({ files }: Pick<Day, 'files'>, { tileHeight, gap, narrowestDay }: Measures): number {
  return Math.max(ratiosOf(files) * tileHeight + gap * (files.length - 1), narrowestDay);
}

function ratiosOf(files: readonly FileSummary[]): number {
  return files.reduce((sum, file) => sum + ratioOf(file), 0);
}

/** Width over height; a square for what has no picture. */
export function ratioOf({ width, height }: Pick<FileSummary, 'width' | 'height'>): number {
  if (!width || !height) return 1;
  return Math.min(WIDEST, Math.max(NARROWEST, width / height));
}

/** About how high days will be whose pictures are not known yet. */
export function estimateHeight(days: readonly DayCount[], measures: Measures): number {
  const { width, gap, dayGap, tileHeight, headingHeight, narrowestDay } = measures;
  if (width <= 0) return 0;
  // A row takes in one picture more than would fit, which makes it half a picture too full on average.
  const perRow = (width + gap) / (tileHeight * USUAL_RATIO + gap) + 0.5;
  const rowHeight = (width - gap * (perRow - 1)) / (perRow * USUAL_RATIO);
  let height = 0;
  let taken = Infinity;
  for (const { count } of days) {
    const ofDay = Math.max(count * (tileHeight * USUAL_RATIO + gap) - gap, narrowestDay);
    if (ofDay > width) {
      height += headingHeight + Math.ceil(count / perRow) * (rowHeight + gap);
      taken = Infinity;
    } else if (taken + dayGap + ofDay > width) {
      height += headingHeight + tileHeight + gap;
      taken = ofDay;
    } else taken += dayGap + ofDay;
  }
  return height;
}
