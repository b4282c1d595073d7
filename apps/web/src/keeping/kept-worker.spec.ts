import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';

const SCRIPT = readFileSync(new URL('../../public/kept.js', import.meta.url), 'utf8');
const ID = '0198c0de-0000-7000-8000-000000000001';

/** The worker's script with what a browser gives it: a cache that holds these texts, and events. */
function startWorker(cached: Map<string, string>) {
  const listeners = new Map<string, (event: object) => void>();
  const match = (key: string) => {
    const text = cached.get(key);
    return Promise.resolve(text === undefined ? undefined : new Response(text));
  };
  const context = createContext({
    ...{ URL, Response, Headers, Set, Blob },
    fetch: () => Promise.reject(new Error('the hub is away')),
    caches: { has: () => Promise.resolve(cached.size > 0), open: () => Promise.resolve({ match }), match },
    self: {
      location: { origin: 'https://hub.test' },
      addEventListener: (type: string, hear: (event: object) => void) => listeners.set(type, hear),
    },
  });
  runInContext(SCRIPT, context);
  return {
    /** Done with all that the event made it do. */
    async hears(type: string, event: object = {}): Promise<void> {
      const work: Promise<unknown>[] = [];
      listeners.get(type)?.({ ...event, waitUntil: (promise: Promise<unknown>) => work.push(promise) });
      await Promise.all(work);
    },
    /** What it answers itself; undefined where it leaves that to the network. */
    async answer(path: string): Promise<string | undefined> {
      let answered: Promise<Response> | undefined;
      const request = new Request(`https://hub.test${path}`);
      listeners.get('fetch')?.({
        request,
        respondWith: (response: Promise<Response>) => (answered = response),
      });
      return (await answered)?.text();
    },
  };
}

it.each([
  ['once it is told', 'message', { data: 'kept-changed' }],
  ['when it takes over, as nobody could tell it before', 'activate', {}],
])('what is kept after it began is answered %s', async (_, type, event) => {
  const cached = new Map<string, string>();
  const worker = startWorker(cached);
  await new Promise((resolve) => setImmediate(resolve));
  cached.set('/kept/list', JSON.stringify([{ id: ID }]));
  cached.set(`/api/files/${ID}/stream`, 'a film');
  expect(await worker.answer(`/api/files/${ID}/stream`)).toBeUndefined();
  await worker.hears(type, event);
  expect(await worker.answer(`/api/files/${ID}/stream`)).toBe('a film');
  expect(await worker.answer('/api/files/0198c0de-0000-7000-8000-000000000002/stream')).toBeUndefined();
});
