import type { Page } from 'playwright-core';

/** As the service worker lays down what the phone's gallery shares with the app. */
export async function layDownShared(page: Page, name: string): Promise<void> {
  const headers = JSON.stringify({ 'x-name': name, 'x-last-modified': '0' });
  await page.evaluate(
    `caches.open('shared-files').then((cache) =>
       cache.put('/backup/share/1-0', new Response(${JSON.stringify(name)}, { headers: ${headers} })))`,
  );
}

export function hasShared(page: Page): Promise<boolean> {
  return page.evaluate("caches.has('shared-files')");
}

/** How many files of backups the browser's database holds. */
export function countKept(page: Page): Promise<number> {
  return page.evaluate(
    `new Promise((resolve, reject) => {
       const opening = indexedDB.open('hearth-backup');
       opening.onerror = () => reject(opening.error);
       opening.onsuccess = () => {
         const counting = opening.result.transaction('items').objectStore('items').count();
         counting.onerror = () => reject(counting.error);
         counting.onsuccess = () => resolve(counting.result);
       };
     })`,
  );
}
