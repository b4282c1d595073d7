import { forgetBookPlaces } from './forget-book-places.ts';
import { forgetKept } from './forget-kept.ts';

/** The service worker's cache of thumbnails, as named in vite.config.ts. The next person must not find them. */
const PICTURES_CACHE = 'pictures';

export async function forgetPictures(): Promise<void> {
  if ('caches' in globalThis) await caches.delete(PICTURES_CACHE);
  forgetBookPlaces();
  await forgetKept();
}
