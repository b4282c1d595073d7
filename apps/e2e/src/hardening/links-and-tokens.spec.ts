import { me, type FileSummary, type OutputOf } from '@hearth/contracts';
import type { HouseClient } from '@hearth/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createHash, createHmac, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { START_TIMEOUT_MS, startHouse, waitForFile, type House } from '../house/house.ts';
import { waitUntil } from '../house/wait-until.ts';
import { makePhoto } from '../media/make-photo.ts';
import { expectRefused } from './expectations.ts';
import { getRaw, sendRaw, type RawAnswer } from './raw-request.ts';

jest.setTimeout(300_000);

let house: House;
let client: HouseClient;
let photo: FileSummary;
let whoami: OutputOf<typeof me>;

beforeAll(async () => {
  house = await startHouse();
  client = await house.signIn();
  house.drop('photo.jpg', await makePhoto({ seed: 3, width: 800, height: 600 }));
  photo = await waitForFile(client, 'photo.jpg');
  whoami = await client.call(me, {});
}, START_TIMEOUT_MS);
afterAll(() => house?.stop());

describe('signed addresses', () => {
  const signed = () => new URL(photo.thumbnailUrl as string, house.url);
  const get = (address: URL) => getRaw(house.url, address.pathname + address.search);
  const seal = (path: string, expires: number) => {
    const session = signed().searchParams.get('s') ?? '';
    const key = createHash('md5')
      .update(`${expires}:${path}:${session}:${house.stack.secrets.linkSecret}`)
      .digest('base64url');
    return new URL(`${path}?s=${session}&e=${expires}&k=${key}`, house.url);
  };
  const inAnHour = () => Math.floor(Date.now() / 1000) + 3_600;

  it('opens with its signature', async () => {
    const answer = await get(signed());
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/webp');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    ['no signature', (link: URL) => link.searchParams.delete('k')],
    ['another signature', (link: URL) => link.searchParams.set('k', 'AAAAAAAAAAAAAAAAAAAAAA')],
    ['a later expiry', (link: URL) => link.searchParams.set('e', String(inAnHour()))],
    ['another session', (link: URL) => link.searchParams.set('s', '01890000-0000-7000-8000-000000000000')],
    ['another size', (link: URL) => (link.pathname = link.pathname.replace('grid', 'preview'))],
    [
      'another picture',
      (link: URL) => (link.pathname = link.pathname.replace(/[0-9a-f]{64}/, 'f'.repeat(64))),
    ],
    ['an expiry that is no number', (link: URL) => link.searchParams.set('e', 'x')],
  ])('stays shut with %s', async (_, change) => {
    const link = signed();
    change(link);
    expectRefused(await get(link), 403);
  });

  it('stays shut once it has expired, though the signature is right', async () => {
    const { pathname } = signed();
    expect((await get(seal(pathname, inAnHour()))).status).toBe(200);
    expectRefused(await get(seal(pathname, 1_000_000_000)), 410);
  });

  it('leads nowhere else, though the signature is right', async () => {
    for (const path of ['/d/', '/d/no/such/file.webp', '/d/.hidden']) {
      expectRefused(await get(seal(path, inAnHour())), 403, 404);
    }
  });
});

describe('tokens', () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const parts = () => client.token.split('.') as [string, string, string];
  const decode = (part: string) =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  const privateKey = () => createPrivateKey(readFileSync(house.stack.secrets.jwtPrivateKeyFile));
  const signEs256 = (header: object, claims: object, key: KeyObject = privateKey()) => {
    const input = `${encode(header)}.${encode(claims)}`;
    return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  };
  const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  /** 86 letters hold 516 bits, and a signature has 512. */
  const withOtherEnd = (token: string) => {
    const last = LETTERS.indexOf(token.slice(-1));
    return token.slice(0, -1) + LETTERS.charAt(last ^ 1);
  };
  const nowSec = () => Math.floor(Date.now() / 1000);
  const header = () => decode(parts()[0]);
  const claims = () => decode(parts()[1]);

  /** Every service that verifies tokens by itself. */
  const askAll = (token: string) =>
    Promise.all(
      ['/api/auth/me', `/api/files/${photo.id}/stream`, '/api/analytics/popular', '/ws/live'].map((path) =>
        getRaw(house.url, path, {
          Authorization: `Bearer ${token}`,
          ...(path === '/ws/live'
            ? {
                Connection: 'Upgrade',
                Upgrade: 'websocket',
                'Sec-WebSocket-Version': '13',
                'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
              }
            : {}),
        }),
      ),
    );
  const expectAllRefused = async (token: string) => {
    for (const answer of await askAll(token)) expectRefused(answer, 401);
  };

  it('opens the doors with the real one, and one made alike with the real key', async () => {
    const alike = signEs256(header(), { ...claims(), exp: nowSec() + 60 });
    for (const token of [client.token, alike]) {
      const answers = await Promise.all(
        ['/api/auth/me', '/api/analytics/popular'].map((path) =>
          getRaw(house.url, path, { Authorization: `Bearer ${token}` }),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    }
  });

  it.each<[string, () => string]>([
    ['no signature and alg none', () => `${encode({ ...header(), alg: 'none' })}.${parts()[1]}.`],
    [
      'HS256 with the public key as its secret',
      () => {
        const pem = createPublicKey(privateKey()).export({ type: 'spki', format: 'pem' });
        const input = `${encode({ ...header(), alg: 'HS256' })}.${parts()[1]}`;
        return `${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`;
      },
    ],
    [
      'claims that were changed',
      () => `${parts()[0]}.${encode({ ...claims(), sub: photo.id })}.${parts()[2]}`,
    ],
    ['an expiry in the past', () => signEs256(header(), { ...claims(), exp: nowSec() - 120 })],
    ['no expiry', () => signEs256(header(), { ...claims(), exp: undefined })],
    ['another audience', () => signEs256(header(), { ...claims(), aud: 'capture' })],
    ['another issuer', () => signEs256(header(), { ...claims(), iss: 'somebody' })],
    ['another type', () => signEs256({ ...header(), typ: 'capture+jwt' }, claims())],
    ['a key that is not ours by kid', () => signEs256({ ...header(), kid: '../../etc/passwd' }, claims())],
    ['a role that does not exist', () => signEs256(header(), { ...claims(), role: 'owner' })],
    ['the refresh token in its place', () => client.refreshToken],
    ['other bits in the place of those that its last letter has to spare', () => withOtherEnd(client.token)],
    ['padding', () => `${client.token}==`],
    ['nonsense', () => 'a.b.c'],
    ['nothing', () => ''],
  ])('refuses a token with %s, at every service', async (_, make) => {
    await expectAllRefused(make());
  });

  it('does not take a token from the address', async () => {
    expectRefused(
      await getRaw(house.url, `/api/auth/me?token=${client.token}&access_token=${client.token}`),
      401,
    );
  });

  it('refuses what another site makes a browser send', async () => {
    const { host } = new URL(house.url);
    const send = (lines: string): Promise<RawAnswer> =>
      sendRaw(
        house.url,
        `POST /api/auth/logout HTTP/1.1\r\nHost: ${host}\r\nCookie: __Host-hearth_access=${client.token}\r\n${lines}Content-Length: 0\r\nConnection: close\r\n\r\n`,
      );
    expectRefused(await send('Origin: https://evil.example\r\n'), 403);
    expectRefused(await send('Sec-Fetch-Site: cross-site\r\n'), 403);
    expect((await client.fetch('/api/auth/me')).status).toBe(200);
  });

  it('ends the session of a refresh token that is used again later on', async () => {
    const other = await house.signIn();
    const refresh = (refreshToken: string) =>
      fetch(new URL('/api/auth/refresh', house.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ refreshToken }),
      });
    const first = (await (await refresh(other.refreshToken)).json()) as {
      refreshToken: string;
      token: string;
    };
    const second = (await (await refresh(first.refreshToken)).json()) as {
      refreshToken: string;
      token: string;
    };
    // For a moment it may be a second tab's. After that two hold it, and one of them is a thief.
    const code = await waitUntil('the old one is refused', async () => {
      const answer = await refresh(other.refreshToken);
      return answer.status === 401 && ((await answer.json()) as { code: string }).code;
    });
    expect(code).toBe('auth.refresh-reused');
    expect((await refresh(second.refreshToken)).status).toBe(401);
    expectRefused(await getRaw(house.url, '/api/auth/me', { Authorization: `Bearer ${second.token}` }), 401);
    expect((await client.call(me, {})).id).toBe(whoami.id);
  });
});
