import sharp from 'sharp';

/** Each row of a tiny picture gives eight bits: whether it grows brighter from one pixel to the next. */
const [COLUMNS, ROWS] = [9, 8];
/** With less contrast than this (of 255) the bits would be noise: sky, fog, an empty page. */
const LEAST_CONTRAST = 4;

/**
 * 64 bits that stay nearly the same when a picture is made smaller, brighter or saved again.
 *
 * @param grey 9 × 8 pixels, row by row
 * @returns as a signed number, as Postgres keeps it; undefined where there is too little in the picture. Pure.
 */
export function differenceHash(grey: Uint8Array): bigint | undefined {
  const mean = grey.reduce((sum, value) => sum + value, 0) / grey.length;
  const contrast = Math.sqrt(grey.reduce((sum, value) => sum + (value - mean) ** 2, 0) / grey.length);
  if (contrast < LEAST_CONTRAST) return undefined;
  let bits = 0n;
  for (let row = 0; row < ROWS; row += 1) {
    for (let column = 0; column + 1 < COLUMNS; column += 1) {
      const at = row * COLUMNS + column;
      bits = (bits << 1n) | ((grey[at] ?? 0) < (grey[at + 1] ?? 0) ? 1n : 0n);
    }
  }
  return BigInt.asIntN(64, bits);
}

/** Of a small picture that was made before. */
export async function hashPicture(path: string): Promise<bigint | undefined> {
  const grey = await sharp(path)
    .flatten({ background: '#fff' })
    .greyscale()
    .resize(COLUMNS, ROWS, { fit: 'fill', kernel: 'mitchell' })
    .raw()
    .toBuffer();
  return differenceHash(grey);
}
