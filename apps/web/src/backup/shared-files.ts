/** Where the service worker (public/share-target.js) lays down what the phone's gallery shared with the app. */
const CACHE = 'shared-files';

/** What was shared and waits for a word on what to do with it. Looking at it takes nothing away. */
export async function findSharedFiles(): Promise<File[]> {
  if (!('caches' in globalThis) || !(await caches.has(CACHE))) return [];
  const cache = await caches.open(CACHE);
  const files: File[] = [];
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    if (response) files.push(await readFile(response));
  }
  return files;
}

export async function forgetSharedFiles(): Promise<void> {
  if ('caches' in globalThis) await caches.delete(CACHE);
}

async function readFile(response: Response): Promise<File> {
  const content = await response.blob();
  return new File([content], decodeURIComponent(response.headers.get('x-name') ?? 'shared'), {
    type: content.type,
    lastModified: Number(response.headers.get('x-last-modified')) || Date.now(),
  });
}
