import { describe, expect, it } from '@jest/globals';
import { createSignedInFetch } from './signed-in-fetch.ts';

function refusal(code: string): Response {
  return Response.json({ type: 'about:blank', title: 'No.', status: 401, code }, { status: 401 });
}

/** Answers in turn, and counts. */
function answering(...responses: Response[]) {
  let asked = 0;
  const fetchOnce = async () => responses[asked++] ?? Response.error();
  return { fetchOnce, asked: () => asked };
}

describe('the signed-in fetch', () => {
  it('asks once when the token is good', async () => {
    const hub = answering(Response.json({}));
    const response = await createSignedInFetch(hub.fetchOnce, async () => true)('/api/files', {});
    expect([response.status, hub.asked()]).toEqual([200, 1]);
  });

  it.each(['auth.required', 'auth.token-expired'])('renews and asks again after %s', async (code) => {
    const hub = answering(refusal(code), Response.json({}));
    const response = await createSignedInFetch(hub.fetchOnce, async () => true)('/api/files', {});
    expect([response.status, hub.asked()]).toEqual([200, 2]);
  });

  it('gives the refusal when the session can not be renewed', async () => {
    const hub = answering(refusal('auth.token-expired'));
    const response = await createSignedInFetch(hub.fetchOnce, async () => false)('/api/files', {});
    expect([response.status, hub.asked()]).toEqual([401, 1]);
    expect(await response.json()).toMatchObject({ code: 'auth.token-expired' });
  });

  it.each(['auth.session-revoked', 'auth.wrong-credentials', 'auth.token-invalid'])(
    'does not try to renew after %s',
    async (code) => {
      const hub = answering(refusal(code));
      const renew = async () => {
        throw new Error('asked to renew');
      };
      const response = await createSignedInFetch(hub.fetchOnce, renew)('/api/files', {});
      expect(response.status).toBe(401);
    },
  );

  it('does not renew for a 401 that is not a problem of ours', async () => {
    const hub = answering(new Response('<html>', { status: 401 }));
    const response = await createSignedInFetch(hub.fetchOnce, async () => true)('/api/files', {});
    expect([response.status, hub.asked()]).toEqual([401, 1]);
  });
});
