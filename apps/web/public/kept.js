/* global self, caches, fetch, Headers, Response */
// Part of the service worker: what somebody keeps on this device is answered from it, by ranges as a player asks for them,
// also while the hub is away. See src/keeping/kept-store.ts, which lays it down.
const KEPT_CACHE = 'kept-files';
const KEPT_LIST = '/kept/list';
const KEPT_ADDRESS = /^\/api\/files\/([0-9a-f-]{36})\/(stream|thumbnail|download)$/;

let keptIds;
const loadingKept = loadKept();

async function loadKept() {
  // Looking for it must not make it.
  const list = (await caches.has(KEPT_CACHE)) && (await (await caches.open(KEPT_CACHE)).match(KEPT_LIST));
  keptIds = new Set(list ? (await list.json()).map(({ id }) => id) : []);
}

self.addEventListener('message', (event) => {
  if (event.data === 'kept-changed') event.waitUntil(loadKept());
});

// What was kept while this worker was being installed or waited its turn was told to no one, or to the one before.
self.addEventListener('activate', (event) => event.waitUntil(loadKept()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = new URL(request.url);
  const [, id, what] = KEPT_ADDRESS.exec(url.origin === self.location.origin ? url.pathname : '') ?? [];
  if (id === undefined || (keptIds && !keptIds.has(id))) return;
  event.respondWith(what === 'download' ? downloadKept(request, id) : answerKept(request, url));
});

async function answerKept(request, { pathname, searchParams }) {
  await loadingKept;
  const size = searchParams.get('size');
  const kept = searchParams.has('rendition')
    ? undefined
    : await caches.match(size === null ? pathname : `${pathname}?size=${size}`, { cacheName: KEPT_CACHE });
  return kept ? partOf(kept, request.headers.get('range')) : fetch(request);
}

/** The hub's own answer is the newest. */
async function downloadKept(request, id) {
  try {
    return await fetch(request);
  } catch (error) {
    const whole = await caches.match(`/api/files/${id}/stream`, { cacheName: KEPT_CACHE });
    // Where somebody keeps smaller copies.
    const smaller = `/api/files/${id}/thumbnail?size=preview`;
    const kept = whole ?? (await caches.match(smaller, { cacheName: KEPT_CACHE }));
    if (!kept) throw error;
    const headers = new Headers(kept.headers);
    headers.set('content-disposition', 'attachment');
    return new Response(kept.body, { headers });
  }
}

/** RFC 9110, section 14: one range of bytes, or the whole where that is not what is asked for. */
async function partOf(kept, range) {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === undefined || (first === '' && last === '')) return kept;
  const blob = await kept.blob();
  const from = first === '' ? Math.max(0, blob.size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? blob.size - 1 : Math.min(Number(last), blob.size - 1);
  if (from > to)
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${blob.size}` } });
  const type = kept.headers.get('content-type') ?? 'application/octet-stream';
  return new Response(blob.slice(from, to + 1, type), {
    status: 206,
    headers: {
      'accept-ranges': 'bytes',
      'content-type': type,
      'content-range': `bytes ${from}-${to}/${blob.size}`,
      'content-length': String(to - from + 1),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    },
  });
}
