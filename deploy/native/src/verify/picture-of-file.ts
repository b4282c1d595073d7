import type { EdgeClient } from '../edge-client.ts';
import { compareBlackness, compareShape, compareStill } from './compare-picture.ts';
import type { Difference, IndexedFile, ManifestEntry } from './compare-with-manifest.ts';
import { decodeMoments, decodeShown, decodeStill, hasProfile, readPixelShape } from './decode-pictures.ts';

/** Those that another decoder opens as they are; of raws a camera's preview is shown, which may be of another shape. */
const DECODED_ALIKE = /^image\/(jpeg|png|webp|gif|bmp|tiff|hei[cf]|avif|jxl)$/;

export interface PicturedFile extends IndexedFile {
  thumbnailUrl?: string | null;
}

/**
 * Holds the small picture of a file against what other decoders see in the file itself.
 *
 * @param path the file, absolute
 */
export async function comparePictureOf(
  client: Pick<EdgeClient, 'getBytes'>,
  { entry, file, path }: { entry: ManifestEntry; file: PicturedFile; path: string },
): Promise<Difference[]> {
  const { kind, mimeType, width, height, thumbnailUrl } = file;
  if (file.state !== 'ready' || (kind !== 'image' && kind !== 'video')) return [];
  if (!thumbnailUrl) {
    if (file.reason) return [];
    return [{ field: 'picture', expected: 'a picture, or a reason why not', actual: null }];
  }
  const shown = await decodeShown(await client.getBytes(thumbnailUrl));
  if (!shown) return [{ field: 'picture', expected: 'one that can be decoded', actual: 'none' }];
  if (kind === 'video') {
    const moments = await decodeMoments(path, file.durationSec ?? 0);
    const shape = width && height ? { width: width * (await readPixelShape(path)), height } : shown;
    return [...compareShape(shown, shape), ...compareBlackness(shown, moments)];
  }
  if (!DECODED_ALIKE.test(mimeType)) return [];
  const shape = width && height ? compareShape(shown, { width, height }) : [];
  // No two decoders make the same of what is damaged.
  if (entry.kind === 'broken' || file.reason) return shape;
  const orientation = entry.facts.orientation ?? 1;
  const decoded = await decodeStill({ path, mimeType, orientation });
  return decoded
    ? [...shape, ...compareStill(shown, decoded, { isProfileLeftOut: hasProfile(path) })]
    : shape;
}
