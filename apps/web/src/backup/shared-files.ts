/** Where the service worker (public/share-target.js) lays down what the phone's gallery shared with the app. */
const CACHE = 'shared-files';

/** Takes what was shared, once. */
export async function takeSharedFiles(): Promise<File[]> {
  if (!('caches' in globalThis) || !(await caches.has(CACHE))) return [];
  const cache = await caches.open(CACHE);
  const files: File[] = [];
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    if (response) files.push(await readFile(response));
    await cache.delete(request);
  }
  return files;
}

async function readFile(response: Response): Promise<File> {
  const content = await response.blob();
  return new File([content], decodeURIComponent(response.headers.get('x-name') ?? 'shared'), {
    type: content.type,
    lastModified: Number(response.headers.get('x-last-modified')) || Date.now(),
  });
}
