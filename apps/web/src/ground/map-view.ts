/** What part of a Web Mercator map is looked at: its middle (0 to 1 from west and north) and how near. */
export interface MapView {
  readonly x: number;
  readonly y: number;
  /** As of tiles: the world is 256 pixels wide at 0, twice as wide at 1. */
  readonly zoom: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

const TILE_PX = 256;
export const MOST_ZOOM = 18;
const MOST_LAT = 85.05;

export const worldPx = (zoom: number) => TILE_PX * 2 ** zoom;
export const mapX = (lon: number) => (lon + 180) / 360;
export const lonOf = (x: number) => x * 360 - 180;
export const latOf = (y: number) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
export function mapY(lat: number): number {
  const within = Math.max(-MOST_LAT, Math.min(MOST_LAT, lat));
  return (1 - Math.asinh(Math.tan((within * Math.PI) / 180)) / Math.PI) / 2;
}

/** The world is never narrower than the window, nor does the window leave it to the north or south; it goes round. */
export function heldView({ x, y, zoom }: MapView, { width, height }: Size): MapView {
  const least = Math.log2(Math.max(width, height, TILE_PX) / TILE_PX);
  const held = Math.max(least, Math.min(MOST_ZOOM, zoom));
  const margin = Math.min(0.5, height / 2 / worldPx(held));
  return { x: x - Math.floor(x), y: Math.max(margin, Math.min(1 - margin, y)), zoom: held };
}

/** Where something stands in the window, in pixels; the nearest of its copies round the world. */
export function toScreen(view: MapView, size: Size, x: number, y: number): { left: number; top: number } {
  const px = worldPx(view.zoom);
  const across = x - view.x - Math.round(x - view.x);
  return { left: size.width / 2 + across * px, top: size.height / 2 + (y - view.y) * px };
}

export function movedBy(view: MapView, size: Size, dx: number, dy: number): MapView {
  const px = worldPx(view.zoom);
  return heldView({ ...view, x: view.x - dx / px, y: view.y - dy / px }, size);
}

/** Nearer or further, with what lies under a point of the window staying there. */
export function zoomedAt(view: MapView, size: Size, by: number, left: number, top: number): MapView {
  const zoom = heldView({ ...view, zoom: view.zoom + by }, size).zoom;
  const [before, after] = [worldPx(view.zoom), worldPx(zoom)];
  const dx = left - size.width / 2;
  const dy = top - size.height / 2;
  return heldView({ zoom, x: view.x + dx / before - dx / after, y: view.y + dy / before - dy / after }, size);
}

/** What is in sight and as much again around it, in steps, so that a small move asks for nothing. */
export function boxAround(view: MapView, { width, height }: Size): Box {
  const px = worldPx(view.zoom);
  const [halfX, halfY] = [width / px, height / px];
  const snap = (value: number, step: number) => Math.round(value / (step / 2)) * (step / 2);
  const [x, y] = [snap(view.x, halfX), snap(view.y, halfY)];
  const north = latOf(Math.max(0, y - halfY));
  const south = latOf(Math.min(1, y + halfY));
  const vertical = { north: y - halfY <= 0 ? 90 : north, south: y + halfY >= 1 ? -90 : south };
  if (halfX >= 0.5) return { west: -180, east: 180, ...vertical };
  const round = (value: number) => lonOf(value - Math.floor(value));
  return { west: round(x - halfX), east: round(x + halfX), ...vertical };
}

export function writeBox({ west, south, east, north }: Box): string {
  return [west, south, east, north].map((side) => Number(side.toFixed(6))).join(',');
}

/** What `writeBox` wrote; undefined for anything else. */
export function readBox(written: string | undefined): Box | undefined {
  const sides = (written ?? '').split(',').map(Number);
  const [west, south, east, north] = sides;
  if (sides.length !== 4 || !sides.every(Number.isFinite)) return undefined;
  return { west: west ?? 0, south: south ?? 0, east: east ?? 0, north: north ?? 0 };
}

/** The view that shows a box as large as it fits. */
export function viewOf(box: Box, size: Size): MapView {
  const [left, right] = [mapX(box.west), mapX(box.east) + (box.east < box.west ? 1 : 0)];
  const [top, bottom] = [mapY(box.north), mapY(box.south)];
  const room = 0.7;
  const zoomOf = (part: number, px: number) => Math.log2((px * room) / Math.max(part, 1e-7) / TILE_PX);
  const zoom = Math.min(zoomOf(right - left, size.width), zoomOf(bottom - top, size.height), 14);
  return heldView({ x: (left + right) / 2, y: (top + bottom) / 2, zoom }, size);
}

/** Where a bubble stands: at its files, moved so far into its cell that it touches none of another cell. */
export function placeInCell(at: number, from: number, to: number, roomPx: number): number {
  const margin = Math.min(roomPx / 2, (to - from) / 2);
  return Math.max(from + margin, Math.min(to - margin, at));
}
