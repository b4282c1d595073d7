import type { AddValue } from './files-filter.js';

/** A part of the earth, in degrees. With a west of more than its east it goes over the 180th meridian. */
export interface GeoBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export function readBox(bbox: string): GeoBox {
  const [west, south, east, north] = bbox.split(',').map(Number) as [number, number, number, number];
  return { west, south, east, north };
}

export function writeBox({ west, south, east, north }: GeoBox): string {
  return [west, south, east, north].map(toDegrees).join(',');
}

/** Never with an exponent, as JavaScript writes what is next to nothing. */
function toDegrees(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(15) : text;
}

/** What lies within a box, both ends included. */
export function isWithin({ west, south, east, north }: GeoBox, add: AddValue): string {
  const [w, e] = [`${add(west)}::float8`, `${add(east)}::float8`];
  const across =
    west <= east ? `f.gps_lon BETWEEN ${w} AND ${e}` : `(f.gps_lon >= ${w} OR f.gps_lon <= ${e})`;
  return `f.gps_lat BETWEEN ${add(south)}::float8 AND ${add(north)}::float8 AND ${across}`;
}

/** So many cells in a row at zoom 0, where the world is 256 pixels wide: a cell takes 85 to 171 pixels of a map. */
const CELLS_AT_ZERO = 3;

export function cellsInRow(zoom: number): number {
  return CELLS_AT_ZERO * 2 ** zoom;
}

/** Web Mercator ends here: the map is a square. */
export const MOST_LAT = 85.0511287798066;

/** 0 in the west, 1 in the east. */
export function mapX(lon: number): number {
  return (lon + 180) / 360;
}

/** 0 in the north, 1 in the south. */
export function mapY(lat: number): number {
  const within = Math.max(-MOST_LAT, Math.min(MOST_LAT, lat));
  return (1 - Math.asinh(Math.tan((within * Math.PI) / 180)) / Math.PI) / 2;
}

export function latOf(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/** The same on the side of the database, of the columns of `f`. */
export const MAP_X = '(f.gps_lon + 180) / 360';
export const MAP_Y = `(1 - asinh(tan(radians(greatest(-${MOST_LAT}, least(${MOST_LAT}, f.gps_lat))))) / pi()) / 2`;

/** Whole cells that cover a box, so that no cluster is cut by its edge. */
export function coverWithCells(box: GeoBox, zoom: number): GeoBox {
  const inRow = cellsInRow(zoom);
  const floorOf = (part: number) => Math.floor(part * inRow) / inRow;
  const ceilOf = (part: number) => Math.min(1, (Math.floor(part * inRow) + 1) / inRow);
  const top = floorOf(mapY(box.north));
  const bottom = ceilOf(mapY(box.south));
  return {
    west: floorOf(mapX(box.west)) * 360 - 180,
    east: ceilOf(mapX(box.east)) * 360 - 180,
    // The poles lie beyond the map, and what was taken there stands at its edge.
    north: top <= 0 ? 90 : latOf(top),
    south: bottom >= 1 ? -90 : latOf(bottom),
  };
}

/** Where a cell lies. */
export function boxOfCell(column: number, row: number, zoom: number): GeoBox {
  const inRow = cellsInRow(zoom);
  return {
    west: (column / inRow) * 360 - 180,
    east: ((column + 1) / inRow) * 360 - 180,
    north: latOf(row / inRow),
    south: latOf((row + 1) / inRow),
  };
}
