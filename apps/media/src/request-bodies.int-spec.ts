import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { MediaRig, type SignedIn } from '../test/media-rig.js';

jest.setTimeout(60_000);

let rig: MediaRig;
let admin: SignedIn;

beforeAll(async () => {
  rig = await MediaRig.start();
  admin = await rig.signIn('admin');
});
afterAll(() => rig.stop());

const JSON_TYPE = { 'content-type': 'application/json' };

/** A body as it is, not made from a value. */
const post = (path: string, payload: string, token?: string) =>
  rig.call('POST', path, { headers: JSON_TYPE, body: payload, ...(token && { token }) });

describe('a body of JSON', () => {
  it('is not looked at before who sends it is known', async () => {
    const { status, body } = await post('/api/pairing/generate', 'this is no JSON');
    expect([status, body.code]).toEqual([401, 'auth.required']);
    expect((await post('/api/pairing/generate', 'this is no JSON', admin.token)).status).toBe(400);
  });

  it.each(['[', '{"a":'])('of a million of %s is refused without being built', async (piece) => {
    const text = piece.repeat(100_000 / piece.length);
    const { status, body } = await post('/api/pairing/generate', text, admin.token);
    expect([status, body.code]).toEqual([400, 'request.invalid']);
    expect(body.detail).toMatch(/nested/);
  });

  it('of a stranger is small', async () => {
    const credentials = JSON.stringify({ username: 'x'.repeat(20_000), password: 'x' });
    const { status, body } = await post('/api/auth/login', credentials);
    expect([status, body.code]).toEqual([413, 'request.too-large']);
  });

  it('of a question after a thousand files is read', async () => {
    const file = { name: 'ä'.repeat(120), sizeBytes: 1, modifiedAt: '2026-01-01T00:00:00Z' };
    const files = Array.from({ length: 1_000 }, () => ({ ...file, sha256: 'ab'.repeat(32) }));
    const body = JSON.stringify({ files });
    expect(Buffer.byteLength(body)).toBeGreaterThan(256 * 1024);
    const answer = await post(`/api/sync/${crypto.randomUUID()}/check`, body, admin.token);
    expect(answer.body.code).toBe('device.not-found');
  });
});
