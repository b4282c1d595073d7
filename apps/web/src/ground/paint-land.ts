import type { Land } from './land.ts';
import { worldPx, type MapView, type Size } from './map-view.ts';

/** What is drawn of the outline. */
export interface GroundRequest {
  readonly grade: number;
  readonly view: MapView;
  /** In pixels of the page. */
  readonly size: Size;
  /** Pixels of the screen in one of the page. */
  readonly scale: number;
  readonly land: string;
  readonly border: string;
}

/** A drawing, and what it was asked for by. */
export interface Ground {
  readonly asked: GroundRequest;
  readonly picture: ImageBitmap;
}

/** Land and borders, as they are seen in a view; where nothing is drawn there is sea. */
export function paintLand(
  context: Pick<
    OffscreenCanvasRenderingContext2D,
    'setTransform' | 'fill' | 'stroke' | 'fillStyle' | 'strokeStyle' | 'lineWidth'
  >,
  { pieces, borders }: Land,
  { view, size, scale, land, border }: GroundRequest,
): void {
  const px = worldPx(view.zoom);
  const [halfX, halfY] = [size.width / 2 / px, size.height / 2 / px];
  // The world goes round: its neighbours to the left and right may be in sight, too.
  for (const turn of [-1, 0, 1]) {
    const x = view.x - turn;
    if (x + halfX < 0 || x - halfX > 1) continue;
    const [left, top] = [size.width / 2 - x * px, size.height / 2 - view.y * px];
    context.setTransform(px * scale, 0, 0, px * scale, left * scale, top * scale);
    context.fillStyle = land;
    for (const { path, west, east, north, south } of pieces) {
      const isInSight =
        east >= x - halfX && west <= x + halfX && south >= view.y - halfY && north <= view.y + halfY;
      if (isInSight) context.fill(path);
    }
    context.strokeStyle = border;
    context.lineWidth = 1 / px;
    context.stroke(borders);
  }
}
