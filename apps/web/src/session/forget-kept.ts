/** The same names as in kept-store.ts, which is fetched only by who keeps something. The next person must not find it. */
export async function forgetKept(): Promise<void> {
  if (localStorage.getItem('hearth-keeps-files') === null) return;
  localStorage.removeItem('hearth-keeps-files');
  await caches.delete('kept-files');
  const registration = await navigator.serviceWorker?.getRegistration();
  registration?.active?.postMessage('kept-changed');
}
