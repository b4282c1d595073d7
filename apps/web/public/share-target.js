/* global self, caches, Request, Response */
// Part of the service worker: what the phone's gallery shares with the installed app (Web Share Target) is laid down for
// the backup page, which asks before it sends any of it. See src/backup/shared-files.ts.
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'POST' || new URL(request.url).pathname !== '/backup/share') return;
  event.respondWith(isFromElsewhere(request) ? openBackup() : keepShared(request));
});

/** Another web site may send a form here too. One that keeps its name to itself is stopped by the question on the page. */
function isFromElsewhere({ referrer }) {
  return (
    URL.canParse(referrer) && /^https?:/.test(referrer) && new URL(referrer).origin !== self.location.origin
  );
}

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
  return openBackup();
}

function openBackup() {
  return Response.redirect('/backup', 303);
}
