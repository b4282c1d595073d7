/* global self, caches, Request, Response */
// Part of the service worker: what the phone's gallery shares with the installed app (Web Share Target) is laid down for
// the backup page, which takes it up. See src/backup/shared-files.ts.
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'POST' || new URL(request.url).pathname !== '/backup/share') return;
  event.respondWith(keepShared(request));
});

async function keepShared(request) {
  const form = await request.formData();
  const cache = await caches.open('shared-files');
  const files = form.getAll('files').filter((file) => typeof file !== 'string');
  for (const [index, file] of files.entries()) {
    const headers = {
      'content-type': file.type,
      'x-name': encodeURIComponent(file.name),
      'x-last-modified': String(file.lastModified),
    };
    await cache.put(new Request(`/backup/share/${Date.now()}-${index}`), new Response(file, { headers }));
  }
  return Response.redirect('/backup', 303);
}
