import { worldPx, type MapView, type Size } from './map-view.ts';

/** How an outline that was drawn for one view is moved to stand right in another. */
export interface Shift {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

/** Beyond each side of the window so much of it is drawn as well, so that a drag finds something there. */
export const MARGIN = 0.3;
/** A move of this much of the window asks for a new drawing, which is here before the margin is used up. */
const NEW_AFTER = 0.1;

/** From the middle of the window; the nearest way round the world. */
export function shiftOf(drawn: MapView, view: MapView): Shift {
  const px = worldPx(view.zoom);
  const across = drawn.x - view.x - Math.round(drawn.x - view.x);
  return { left: across * px, top: (drawn.y - view.y) * px, scale: 2 ** (view.zoom - drawn.zoom) };
}

/** Whether the outline is drawn anew for a view. */
export function isOutdated(drawn: MapView, view: MapView, { width, height }: Size): boolean {
  const { left, top } = shiftOf(drawn, view);
  return drawn.zoom !== view.zoom || Math.abs(left) > width * NEW_AFTER || Math.abs(top) > height * NEW_AFTER;
}

/** Whether pictures that were put for one view are put anew for another: beyond half a window some would be missing. */
export function isFarFrom(put: MapView, view: MapView, { width, height }: Size): boolean {
  const { left, top, scale } = shiftOf(put, view);
  return scale !== 1 || Math.abs(left) > width / 2 || Math.abs(top) > height / 2;
}
