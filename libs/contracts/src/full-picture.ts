import type { FileSummary } from './file.js';

/** What every browser draws itself; others are looked at by what is made of them. */
const DRAWN_BY_BROWSERS = new Set([
  ...['image/jpeg', 'image/png', 'image/apng', 'image/webp', 'image/gif', 'image/avif', 'image/svg+xml'],
]);

/** What a preview fits, in pixels. */
export const PREVIEW_PX = 1440;

export function isDrawnByBrowsers(mimeType: string): boolean {
  return DRAWN_BY_BROWSERS.has(mimeType);
}

/** Whether more is to be seen of a picture than its preview shows, and browsers do not draw the file itself. */
export function hasFullPicture({
  kind,
  mimeType,
  width,
  height,
}: Pick<FileSummary, 'kind' | 'mimeType' | 'width' | 'height'>): boolean {
  if (kind !== 'image' || isDrawnByBrowsers(mimeType)) return false;
  return width === null || height === null || Math.max(width, height) > PREVIEW_PX;
}
