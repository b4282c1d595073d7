import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createHmac, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { eventually, HOUSE_SECRET } from '@hearth/testing';
import { MediaRig, type SignedIn } from '../../test/media-rig.js';

jest.setTimeout(180_000);

let rig: MediaRig;
let admin: SignedIn;

beforeAll(async () => {
  rig = await MediaRig.start();
  admin = await rig.signIn('admin');
});
afterAll(() => rig.stop());

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const es256 = (key: KeyObject) => (signed: string) =>
  sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
const hs256 = (secret: string | Buffer) => (signed: string) =>
  createHmac('sha256', secret).update(signed).digest('base64url');

function forge(
  signature: (signed: string) => string,
  { header = {}, claims = {} }: { header?: object; claims?: object } = {},
): string {
  const now = Math.floor(Date.now() / 1000);
  const signed = `${part({ alg: 'ES256', typ: 'at+jwt', kid: rig.config.HEARTH_JWT_PRIVATE_KEY.kid, ...header })}.${part(
    {
      iss: 'hearth',
      aud: 'hearth',
      sub: admin.userId,
      name: 'admin',
      role: 'admin',
      sid: randomUUID(),
      jti: randomUUID(),
      iat: now,
      exp: now + 900,
      ...claims,
    },
  )}`;
  return `${signed}.${signature(signed)}`;
}

const ours = () => es256(rig.config.HEARTH_JWT_PRIVATE_KEY.privateKey);
const publicPem = () =>
  rig.config.HEARTH_JWT_PRIVATE_KEY.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const publicDer = () => rig.config.HEARTH_JWT_PRIVATE_KEY.publicKey.export({ type: 'spki', format: 'der' });
const now = () => Math.floor(Date.now() / 1000);

describe('access tokens', () => {
  it('of ours are taken: the forgeries below fail for their one difference', async () => {
    expect((await rig.call('GET', '/api/auth/me', { token: forge(ours()) })).status).toBe(200);
  });

  it.each<[string, () => string, string]>([
    [
      'that has expired',
      () => forge(ours(), { claims: { iat: now() - 1000, exp: now() - 1 } }),
      'auth.token-expired',
    ],
    ['without a signature', () => forge(() => '', { header: { alg: 'none' } }), 'auth.token-invalid'],
    ['with its signature taken away', () => forge(() => ''), 'auth.token-invalid'],
    [
      'signed with the public key as a secret',
      () => forge(hs256(publicPem()), { header: { alg: 'HS256' } }),
      'auth.token-invalid',
    ],
    [
      'signed with its DER form',
      () => forge(hs256(publicDer()), { header: { alg: 'HS256' } }),
      'auth.token-invalid',
    ],
    ['signed so under the name ES256', () => forge(hs256(publicPem())), 'auth.token-invalid'],
    [
      'signed with another key',
      () => forge(es256(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)),
      'auth.token-invalid',
    ],
    ['of a key we do not know', () => forge(ours(), { header: { kid: 'other' } }), 'auth.token-invalid'],
    ['that brings its own key', () => forgeWithOwnKey(), 'auth.token-invalid'],
    ['of another type', () => forge(ours(), { header: { typ: 'JWT' } }), 'auth.token-invalid'],
    ['for another audience', () => forge(ours(), { claims: { aud: 'capture' } }), 'auth.token-invalid'],
    ['of another issuer', () => forge(ours(), { claims: { iss: 'elsewhere' } }), 'auth.token-invalid'],
    ['with a role that is none', () => forge(ours(), { claims: { role: 'owner' } }), 'auth.token-invalid'],
    ['without an end', () => forge(ours(), { claims: { exp: undefined } }), 'auth.token-invalid'],
    ['that is not valid yet', () => forge(ours(), { claims: { nbf: now() + 600 } }), 'auth.token-invalid'],
    ['changed after it was signed', () => changedRole(), 'auth.token-invalid'],
    ['that is a refresh token', () => admin.refreshToken, 'auth.token-invalid'],
    ['that is nonsense', () => 'a.b.c', 'auth.token-invalid'],
    [
      'that must not be taken by who does not know an extension',
      () => forge(ours(), { header: { crit: ['x-ours'], 'x-ours': 1 } }),
      'auth.token-invalid',
    ],
    [
      'issued in the future',
      () => forge(ours(), { claims: { iat: now() + 3600, exp: now() + 7200 } }),
      'auth.token-invalid',
    ],
    [
      'that lasts longer than ours do',
      () => forge(ours(), { claims: { exp: now() + 86_400 } }),
      'auth.token-invalid',
    ],
    ['of all times', () => forge(ours(), { claims: { iat: -1 } }), 'auth.token-invalid'],
    ['with an empty list of extensions', () => forge(ours(), { header: { crit: [] } }), 'auth.token-invalid'],
  ])('%s is refused', async (_, make, code) => {
    const { status, body } = await rig.call('GET', '/api/auth/me', { token: make() });
    expect([status, body.code]).toEqual([401, code]);
  });

  it('is refused from the moment of its expiry, though it was taken before', async () => {
    const token = forge(ours(), { claims: { exp: now() + 5 } });
    expect((await rig.call('GET', '/api/auth/me', { token })).status).toBe(200);
    const answer = await eventually(
      () => rig.call('GET', '/api/auth/me', { token }),
      ({ status }) => status === 401,
    );
    expect(answer.body.code).toBe('auth.token-expired');
  });

  it('of a session that was ended on another copy are refused soon afterwards', async () => {
    const copy = await rig.startCopy();
    const { token } = await rig.signIn('admin');
    expect((await rig.call('GET', '/api/auth/me', { token }, copy)).status).toBe(200);
    await rig.call('POST', '/api/auth/logout', { token });
    const answer = await eventually(
      () => rig.call('GET', '/api/auth/me', { token }, copy),
      ({ status }) => status === 401,
    );
    expect(answer.body.code).toBe('auth.session-revoked');
  });

  it('of an ended session are listed for the other services, which cannot look themselves', async () => {
    const { token, sessionId } = await rig.signIn('admin');
    const listed = async () =>
      (await rig.call('GET', '/refused-sessions', { token: HOUSE_SECRET })).body.items;
    expect(await listed()).not.toContainEqual({ sessionId, version: null });
    await rig.call('POST', '/api/auth/logout', { token });
    expect(await listed()).toContainEqual({ sessionId, version: null });
  });

  it('can be checked with what jwks shows', async () => {
    const { body } = await rig.call('GET', '/api/auth/jwks');
    const header = JSON.parse(Buffer.from(admin.token.split('.')[0] ?? '', 'base64url').toString());
    expect(header).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: body.keys[0].kid });
    expect(Object.keys(body.keys[0])).not.toContain('d');
  });
});

describe('cookies', () => {
  const withCookie = (headers: Record<string, string>) => ({
    headers: { cookie: `__Host-hearth_access=${admin.token}`, ...headers },
  });

  it.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'http://hub.local.evil.example:8443' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ origin: 'https://hub.local:8443', 'sec-fetch-site': 'same-site' }],
  ])('do not work for another site: %j', async (headers) => {
    for (const path of [
      '/api/auth/logout',
      '/api/library/confirm-removals',
      '/api/auth/refresh',
      '/api/events',
    ]) {
      const { status, body } = await rig.call('POST', path, withCookie(headers));
      expect([status, body.code]).toEqual([403, 'request.forged']);
    }
    const { status, body } = await rig.call('POST', '/api/auth/login', { headers, body: {} });
    expect([status, body.code]).toEqual([403, 'request.forged']);
    expect((await rig.call('GET', '/api/auth/me', { token: admin.token })).status).toBe(200);
  });

  it('work for our own pages', async () => {
    const own = { origin: 'https://hub.local:8443', 'sec-fetch-site': 'same-origin' };
    expect((await rig.call('POST', '/api/library/confirm-removals', withCookie(own))).status).toBe(200);
    expect((await rig.call('GET', '/api/auth/me', withCookie({}))).status).toBe(200);
  });
});

/** RFC 8725, section 3.5 and the header parameter `jwk`: a key that comes with the token proves nothing. */
function forgeWithOwnKey(): string {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return forge(es256(privateKey), { header: { jwk: publicKey.export({ format: 'jwk' }) } });
}

function changedRole(): string {
  const [header, claims, signature] = forge(ours(), { claims: { role: 'viewer' } }).split('.');
  const changed = { ...JSON.parse(Buffer.from(claims ?? '', 'base64url').toString()), role: 'admin' };
  return `${header}.${part(changed)}.${signature}`;
}
