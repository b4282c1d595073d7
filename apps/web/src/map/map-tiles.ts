import { worldPx, type MapView, type Size } from '../ground/map-view.ts';

/** One picture of a map, and where it lies in the window. */
export interface MapTile {
  /** Each of its copies round the world has its own. */
  readonly key: string;
  readonly z: number;
  readonly x: number;
  readonly y: number;
  /** In pixels of the window. */
  readonly left: number;
  readonly top: number;
  readonly sidePx: number;
}

const MOST_TILE_ZOOM = 19;

/** The tiles that cover the window, at the zoom whose tiles come nearest to their own size. The world goes round; north and south it ends. */
export function tilesOf(view: MapView, { width, height }: Size): MapTile[] {
  const z = Math.max(0, Math.min(MOST_TILE_ZOOM, Math.round(view.zoom)));
  const count = 2 ** z;
  const px = worldPx(view.zoom);
  const sidePx = px / count;
  const [west, north] = [view.x * px - width / 2, view.y * px - height / 2];
  const tiles: MapTile[] = [];
  for (
    let row = Math.max(0, Math.floor(north / sidePx));
    row < count && row * sidePx < north + height;
    row += 1
  ) {
    for (let column = Math.floor(west / sidePx); column * sidePx < west + width; column += 1) {
      const x = ((column % count) + count) % count;
      tiles.push({
        key: `${z}/${column}/${row}`,
        z,
        x,
        y: row,
        left: column * sidePx - west,
        top: row * sidePx - north,
        sidePx,
      });
    }
  }
  return tiles;
}

export function addressOfTile(template: string, { z, x, y }: MapTile): string {
  return template.replace(/\{([zxy])\}/g, (_, name: string) => String({ z, x, y }[name]));
}
