import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';

const ORIGIN = 'https://hub.local:8443';
const SCRIPT = readFileSync(new URL('../../public/share-target.js', import.meta.url), 'utf8');

/** Sends a form to the service worker, as it comes from there, and says what it kept. */
async function share(referrer: string, path = '/backup/share') {
  const kept: string[] = [];
  let answer: Promise<{ to: string; status: number }> | undefined;
  let listen: (event: unknown) => void = () => undefined;
  runInNewContext(SCRIPT, {
    self: {
      location: new URL(ORIGIN),
      addEventListener: (_: string, listener: typeof listen) => (listen = listener),
    },
    caches: {
      open: async () => ({ put: async (_: unknown, { name }: { name: string }) => void kept.push(name) }),
    },
    URL,
    Date,
    Request: class {
      readonly method = 'GET';
    },
    Response: class {
      readonly name: string;
      constructor(file: File) {
        this.name = file.name;
      }
      static redirect = (to: string, status: number) => ({ to, status });
    },
  });
  const form = new FormData();
  form.append('files', new File(['x'], 'photo.jpg'));
  form.append('files', 'no file');
  listen({
    request: { method: 'POST', url: ORIGIN + path, referrer, formData: async () => form },
    respondWith: (given: typeof answer) => (answer = given),
  });
  return { answer: await answer, kept };
}

describe('what is shared with the app', () => {
  it.each(['', 'about:client', 'android-app://com.example.gallery/', `${ORIGIN}/`])(
    'is kept for the backup page when it comes from %j',
    async (referrer) => {
      expect(await share(referrer)).toEqual({ answer: { to: '/backup', status: 303 }, kept: ['photo.jpg'] });
    },
  );

  it.each(['https://evil.example/', 'http://hub.local:8443/', 'https://hub.local/'])(
    'is thrown away when it comes from the web site %s',
    async (referrer) => {
      expect(await share(referrer)).toEqual({ answer: { to: '/backup', status: 303 }, kept: [] });
    },
  );

  it('is no business of other addresses', async () => {
    expect(await share('', '/api/uploads')).toEqual({ answer: undefined, kept: [] });
  });
});
