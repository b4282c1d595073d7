import { thumbHashToAverageRGBA, thumbHashToDataURL } from 'thumbhash';

const MAX_KEPT = 2000;
const urls = new Map<string, string>();

/** The blurred stand-in for a picture, as a data URL; undefined where the hash can't be read. */
export function findThumbhashUrl(hash: string | null): string | undefined {
  if (hash === null) return undefined;
  const known = urls.get(hash);
  if (known !== undefined) return known;
  const url = read(hash, thumbHashToDataURL);
  if (url === undefined) return undefined;
  if (urls.size >= MAX_KEPT) urls.clear();
  urls.set(hash, url);
  return url;
}

/** Whether the stand-in is there already; making one takes a phone some milliseconds. */
export function hasThumbhashUrl(hash: string | null): boolean {
  return hash !== null && urls.has(hash);
}

/** The picture's colour on the whole, as CSS has it, which costs nothing. */
export function findThumbhashColour(hash: string | null): string | undefined {
  if (hash === null) return undefined;
  return read(hash, (bytes) => {
    const { r, g, b, a } = thumbHashToAverageRGBA(bytes);
    const [red, green, blue] = [r, g, b].map((share) => Math.round(share * 255));
    return `rgb(${red} ${green} ${blue} / ${a.toFixed(2)})`;
  });
}

function read(hash: string, how: (bytes: Uint8Array) => string): string | undefined {
  try {
    return how(Uint8Array.from(atob(hash), (character) => character.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
