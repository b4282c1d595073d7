/** What is read of a picture to know how it was projected: the packet with it stands at the beginning. */
export const SPHERE_HEAD_BYTES = 128 * 1024;
/** A whole sphere is twice as wide as high, but for a pixel. */
const RATIO_OFF = 0.01;
const LEAST_WIDTH_PX = 1_000;

/** Whether it is worth asking: a picture of another shape is no whole sphere. */
export function mayBeSphere(mimeType: string, width = 0, height = 0): boolean {
  return mimeType === 'image/jpeg' && width >= LEAST_WIDTH_PX && Math.abs(width / height / 2 - 1) < RATIO_OFF;
}

/**
 * Whether a picture is a whole sphere around who took it, by what its XMP says (Photo Sphere XMP Metadata).
 *
 * @param head the first bytes of the file, as Latin-1
 */
export function isSphere(head: string): boolean {
  if (propertyOf(head, 'ProjectionType') !== 'equirectangular') return false;
  const isWhole = (side: 'Width' | 'Height') =>
    propertyOf(head, `CroppedAreaImage${side}Pixels`) === propertyOf(head, `FullPano${side}Pixels`);
  return isWhole('Width') && isWhole('Height');
}

/** As an attribute or as an element. */
function propertyOf(packet: string, name: string): string | undefined {
  const found = new RegExp(`GPano:${name}(?:\\s*=\\s*["']([^"'<]{1,40})["']|>\\s*([^<]{1,40})<)`).exec(
    packet,
  );
  return (found?.[1] ?? found?.[2])?.trim();
}
