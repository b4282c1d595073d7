import { thumbHashToDataURL } from 'thumbhash';

const MAX_KEPT = 2000;
const urls = new Map<string, string>();

/** The blurred stand-in for a picture, as a data URL; undefined where the hash can't be read. */
export function findThumbhashUrl(hash: string | null): string | undefined {
  if (hash === null) return undefined;
  const known = urls.get(hash);
  if (known !== undefined) return known;
  try {
    const url = thumbHashToDataURL(Uint8Array.from(atob(hash), (character) => character.charCodeAt(0)));
    if (urls.size >= MAX_KEPT) urls.clear();
    urls.set(hash, url);
    return url;
  } catch {
    return undefined;
  }
}
