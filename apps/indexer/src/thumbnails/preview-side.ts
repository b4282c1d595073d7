import { PREVIEW_PX } from '@hearth/contracts';

/** A preview may be this much smaller where that saves half of the work. */
const SMALLEST_PREVIEW_PX = 1280;

/** By which libjpeg can shrink while it decodes. */
const STEPS = [2, 4, 8];

/**
 * The longer side of the preview of a JPEG.
 *
 * A JPEG that shrinks while it is decoded costs half. sharp leaves that step out when the whole of the factor is the
 * step itself (libjpeg's rounding may be off by a pixel then): 4000 → 1440 is 2.8, and every pixel would be decoded. A
 * third of 4000 is 1333, and half of the decoding goes.
 *
 * @param longSide of the original, in pixels; undefined when it is not known
 */
export function decidePreviewSide(longSide: number | undefined): number {
  if (longSide === undefined) return PREVIEW_PX;
  const step = Math.floor(longSide / PREVIEW_PX);
  const side = Math.floor(longSide / (step + 1));
  return STEPS.includes(step) && side >= SMALLEST_PREVIEW_PX ? side : PREVIEW_PX;
}
