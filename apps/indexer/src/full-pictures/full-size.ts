/**
 * A whole picture lies in memory while it is made: 14 bytes a pixel were seen, and 39 where its parts have more than 8 bits. Larger ones
 * are shown with fewer pixels.
 */
const MOST_PIXELS = 64_000_000;
const MOST_DEEP_PIXELS = 12_000_000;
/** Of a JPEG. */
const LONGEST_SIDE_PX = 65_500;

interface PictureSize {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** Whether 8 bits are too few for a part of a pixel. */
  readonly isDeep?: boolean;
}

/** The longer side of a picture in its full size, in pixels. */
export function decideFullSide({ width, height, isDeep = false }: PictureSize): number {
  const most = isDeep ? MOST_DEEP_PIXELS : MOST_PIXELS;
  if (width === undefined || height === undefined) return Math.floor(Math.sqrt(most));
  const shrink = Math.min(1, Math.sqrt(most / (width * height)));
  return Math.min(LONGEST_SIDE_PX, Math.floor(Math.max(width, height) * shrink));
}
