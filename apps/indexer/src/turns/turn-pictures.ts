import { PREVIEW_PX, type Orientation } from '@hearth/contracts';
import sharp, { type Sharp } from 'sharp';
import { decode } from '../thumbnails/decode-picture.js';
import { writeAtomically } from '../thumbnails/derived-files.js';
import { GRID_WEBP, PREVIEW_WEBP, thumbhashOf } from '../thumbnails/make-thumbnails.js';
import { orient } from '../thumbnails/orient.js';

interface PicturesToTurn {
  /** Absolute paths of what stands upright; `preview` may be the original. */
  readonly grid: string;
  readonly preview: string;
  /** Null: nothing is to be made, those that stand upright are shown again. */
  readonly turn: Orientation | null;
  readonly to: { readonly grid: string; readonly preview: string };
}

/**
 * Makes both sizes turned. Doing it again is harmless.
 *
 * @returns the thumbhash of what is shown then
 */
export async function turnPictures({ grid, preview, turn, to }: PicturesToTurn): Promise<string> {
  const small = await turned(grid, turn);
  if (turn !== null) {
    const large = await turned(preview, turn);
    await writeAtomically(to.preview, await large.webp(PREVIEW_WEBP).toBuffer());
    await writeAtomically(to.grid, await small.clone().webp(GRID_WEBP).toBuffer());
  }
  return thumbhashOf(small);
}

async function turned(path: string, turn: Orientation | null): Promise<Sharp> {
  const { data, info } = await decode({ input: path, orientation: 'own' }, PREVIEW_PX);
  const { data: pixels, info: size } = await orient(sharp(data, { raw: info }), turn ?? 1)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return sharp(pixels, { raw: { width: size.width, height: size.height, channels: size.channels } });
}
