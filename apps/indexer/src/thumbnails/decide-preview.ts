/** A picture of no more than this is shown as it is. */
const ORIGINAL_PX = 1_600;
const ORIGINAL_BYTES = 1024 ** 2;
/** What every browser shows by itself, whatever its orientation. */
const SHOWN_TYPES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

export interface PreviewFacts {
  readonly mimeType: string;
  readonly sizeBytes: number;
  /** As shown, in pixels. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/**
 * `original`: it is its own preview. `later`: the small picture alone is cheap, since a JPEG shrinks while it is decoded; the
 * original serves until the preview is made. `now`: decoding is most of the work, so both are made of one decode.
 */
export type PreviewDecision = 'original' | 'later' | 'now';

export function decidePreview({ mimeType, sizeBytes, width, height }: PreviewFacts): PreviewDecision {
  if (width === undefined || height === undefined) return 'now';
  const isSmall = Math.max(width, height) <= ORIGINAL_PX && sizeBytes <= ORIGINAL_BYTES;
  if (isSmall && SHOWN_TYPES.has(mimeType)) return 'original';
  return mimeType === 'image/jpeg' ? 'later' : 'now';
}
