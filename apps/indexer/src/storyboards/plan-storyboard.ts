import type { Storyboard } from '@hearth/catalog';

const MAX_TILES = 200;
const LEAST_SEC = 2;
const COLUMNS = 10;
/** The longer side of a tile, in pixels; as even as encoders want it. */
const TILE_PX = 160;

/** How a film's sheet is laid out: a small picture every two seconds, or less often in long films. Pure. */
export function planStoryboard({
  durationSec,
  width,
  height,
}: {
  durationSec: number;
  /** As shown, in pixels. */
  width: number;
  height: number;
}): Storyboard {
  const everySec = Math.max(LEAST_SEC, durationSec / MAX_TILES);
  const tiles = Math.min(MAX_TILES, Math.max(1, Math.ceil(durationSec / everySec)));
  const scale = TILE_PX / Math.max(width, height, 1);
  const even = (side: number): number => Math.max(2, Math.round((side * scale) / 2) * 2);
  return {
    tiles,
    columns: Math.min(tiles, COLUMNS),
    everySec,
    tileWidth: even(width),
    tileHeight: even(height),
  };
}
