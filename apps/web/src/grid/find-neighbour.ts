import type { PlacedBucket } from './timeline-layout.ts';

export interface PlacedTile {
  readonly id: string;
  /** In the timeline. */
  readonly top: number;
  readonly height: number;
  readonly left: number;
  readonly width: number;
}

export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

export function isArrow(key: string): key is Arrow {
  return key === 'ArrowLeft' || key === 'ArrowRight' || key === 'ArrowUp' || key === 'ArrowDown';
}

/** The rows of what is loaded, from top to bottom. */
export function linesOf(places: readonly PlacedBucket[]): PlacedTile[][] {
  return places.flatMap(({ top, layout }) =>
    (layout?.rows ?? []).map(({ tiles }) =>
      tiles.map(({ file, ...box }) => ({ ...box, id: file.id, top: top + box.top })),
    ),
  );
}

/** The tile next to another in the direction of an arrow key; across rows, the one that is nearest. */
export function findNeighbour(
  lines: readonly (readonly PlacedTile[])[],
  id: string,
  arrow: Arrow,
): string | undefined {
  const y = lines.findIndex((line) => line.some((tile) => tile.id === id));
  const line = lines[y];
  const x = line?.findIndex((tile) => tile.id === id) ?? -1;
  const from = line?.[x];
  if (!line || !from) return undefined;
  if (arrow === 'ArrowLeft') return (line[x - 1] ?? lines[y - 1]?.at(-1))?.id;
  if (arrow === 'ArrowRight') return (line[x + 1] ?? lines[y + 1]?.[0])?.id;
  return nearestTo(lines[arrow === 'ArrowUp' ? y - 1 : y + 1], from)?.id;
}

/**
 * The tile that Tab leads to: the one that has or had the focus, as long as it is near enough to be drawn; else the
 * first in sight, so that Tab moves nothing.
 */
export function findTabStop(
  lines: readonly (readonly PlacedTile[])[],
  focusedId: string | undefined,
  { from, to, sight }: { readonly from: number; readonly to: number; readonly sight: number },
): PlacedTile | undefined {
  const focused = lines.flat().find(({ id }) => id === focusedId);
  const isNear = focused && focused.top + focused.height >= from && focused.top <= to;
  return isNear ? focused : findTileAt(lines, sight);
}

/** The tile where a jump leads to; undefined as long as the files there are not here. */
export function findLanding(places: readonly PlacedBucket[], y: number): PlacedTile | undefined {
  const place = places.find(({ top, height }) => top <= y && y < top + height);
  return place && findTileAt(linesOf([place]), y);
}

/** The tile that is nearest to a height; undefined where nothing is loaded. */
export function findTileAt(lines: readonly (readonly PlacedTile[])[], y: number): PlacedTile | undefined {
  return (lines.find(([first]) => first && first.top + first.height > y) ?? lines.at(-1))?.[0];
}

function nearestTo(line: readonly PlacedTile[] | undefined, from: PlacedTile): PlacedTile | undefined {
  const middle = from.left + from.width / 2;
  const distance = (tile: PlacedTile) => Math.abs(tile.left + tile.width / 2 - middle);
  return line?.reduce((best, tile) => (distance(tile) < distance(best) ? tile : best));
}
