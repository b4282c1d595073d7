import { sha256, toBase64Url, utf8 } from './bytes.ts';
import type { Manifest } from './manifest.ts';
import type { Source } from './source.ts';

const PICTURES = 4;
const PICTURE_PX = 96;

interface About {
  readonly from: string;
  readonly to: string;
  readonly text?: string | undefined;
}

/**
 * What is offered. The same files offered to the same device once more are the same transfer, so that it goes on where it was even after
 * the page that sent them was closed.
 */
export async function makeManifest(sources: readonly Source[], { from, to, text }: About): Promise<Manifest> {
  const files = sources.map(({ path, sizeBytes, modifiedAtMs, type }) => ({
    path,
    sizeBytes,
    modifiedAtMs,
    type,
  }));
  const salt = text === undefined ? '' : crypto.randomUUID();
  const hash = await sha256(utf8(JSON.stringify([from, to, files, salt])));
  const thumbnails: string[] = [];
  for (const { preview } of sources.slice(0, PICTURES)) {
    const picture = preview && (await shrink(preview));
    if (picture !== undefined) thumbnails.push(picture);
  }
  return {
    id: toBase64Url(hash),
    files,
    ...(text !== undefined && { text }),
    ...(thumbnails.length > 0 && { thumbnails }),
  };
}

async function shrink(picture: Blob): Promise<string | undefined> {
  try {
    const bitmap = await createImageBitmap(picture, { resizeWidth: PICTURE_PX, resizeQuality: 'medium' });
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [bitmap.width, Math.min(bitmap.height, 2 * PICTURE_PX)];
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    const address = canvas.toDataURL('image/jpeg', 0.6);
    return address.length < 12_000 ? address : undefined;
  } catch {
    return undefined;
  }
}
