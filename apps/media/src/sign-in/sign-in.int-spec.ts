import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { ExpiredTokens } from './expired-tokens.js';
import { SignInLimits } from './sign-in-limits.js';
import { eventually } from '@hearth/testing';
import { MediaRig, PASSWORD, type SignedIn } from '../../test/media-rig.js';

jest.setTimeout(180_000);

let rig: MediaRig;
let redis: Redis;

beforeAll(async () => {
  rig = await MediaRig.start();
  redis = new Redis(rig.stores.redis.url);
});
afterAll(async () => {
  redis.disconnect();
  await rig.stop();
});
beforeEach(async () => {
  await redis.flushall();
  rig.app.get(SignInLimits).forgetRefusals();
});

const login = (username: string, password: string, options = {}) =>
  rig.call('POST', '/api/auth/login', { ...options, body: { username, password } });
const refresh = (refreshToken: string) => rig.call('POST', '/api/auth/refresh', { body: { refreshToken } });
const me = (token: string) => rig.call('GET', '/api/auth/me', { token });

/** How often Redis was asked to count an attempt. */
const evalsIn = (info: string) => Number(/cmdstat_eval:calls=(\d+)/.exec(info)?.[1]);

describe('signing in', () => {
  it('gives the first admin tokens and cookies, whatever the case of the name', async () => {
    const { status, body, headers } = await login('ADMIN', PASSWORD);
    expect(status).toBe(200);
    expect(body.user).toMatchObject({ username: 'admin', role: 'admin' });
    expect(headers['cache-control']).toBe('no-store');
    const cookies = headers['set-cookie'] as string[];
    expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual([
      '__Host-hearth_access',
      '__Host-hearth_refresh',
    ]);
    for (const cookie of cookies) expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    expect(Date.parse(body.expiresAt) - Date.now()).toBeGreaterThan(14 * 60_000);
    expect((await me(body.token)).body).toMatchObject({ id: body.user.id, username: 'admin', role: 'admin' });
  });

  it('tells a wrong password and an unknown name alike', async () => {
    const [wrong, unknown] = [await login('admin', 'wrong password'), await login('nobody', PASSWORD)];
    expect([wrong.status, wrong.body.code]).toEqual([401, 'auth.wrong-credentials']);
    expect({ ...unknown.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' });
    expect(wrong.headers['set-cookie']).toBeUndefined();
  });

  it.each([
    [{}],
    [{ username: 'admin' }],
    [{ username: '', password: 'x' }],
    [{ username: ['admin'], password: { $ne: '' } }],
    [{ username: 'admin\0', password: PASSWORD }],
    [{ username: 'admin', password: 'x'.repeat(1001) }],
    [[]],
  ])('refuses %j', async (body) => {
    const answer = await rig.call('POST', '/api/auth/login', { body });
    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
    expect(answer.text).not.toContain(PASSWORD);
  });

  it('tells of the first admin once, however many copies start', async () => {
    await Promise.all([rig.startCopy(), rig.startCopy()]);
    expect(await rig.outbox('identity', 'hearth.identity.user.changed.v1')).toMatchObject([
      { payload: { username: 'admin', role: 'admin', revision: 1 } },
    ]);
  });

  it('keeps neither passwords nor tokens as they are', async () => {
    const { refreshToken } = await rig.signIn('admin');
    const rows = await rig.database.query(`
      SELECT to_jsonb(u) || to_jsonb(s) || to_jsonb(t) AS all_columns
      FROM identity.users u JOIN identity.sessions s ON s.user_id = u.id JOIN identity.refresh_tokens t ON t.session_id = s.id`);
    expect(JSON.stringify(rows)).not.toContain(PASSWORD);
    expect(JSON.stringify(rows)).not.toContain(refreshToken);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(refreshToken).toString('hex'));
  });
});

describe('limits', () => {
  it('shuts an account for who guesses, though the eleventh guess is right', async () => {
    for (let i = 0; i < 10; i += 1) expect((await login('admin', 'wrong')).status).toBe(401);
    const { status, body, headers } = await login('admin', PASSWORD);
    expect([status, body.code]).toEqual([429, 'request.rate-limited']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(800);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(900);
  });

  it('counts guesses that come at the same time', async () => {
    const tries = await Promise.all(Array.from({ length: 30 }, () => login('admin', 'wrong')));
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(20);
  });

  it('lets sixty right ones in that come at the same time', async () => {
    const tries = await Promise.all(Array.from({ length: 60 }, () => login('admin', PASSWORD)));
    expect(tries.map(({ status }) => status)).toEqual(Array(60).fill(200));
    expect((await login('admin', PASSWORD)).status).toBe(200);
  });

  it('asks no store for who was refused a moment ago', async () => {
    for (let i = 0; i < 11; i += 1) await login('admin', 'wrong');
    const before = await redis.info('commandstats');
    expect((await login('admin', PASSWORD)).status).toBe(429);
    expect(evalsIn(await redis.info('commandstats'))).toBe(evalsIn(before));
    expect(evalsIn(before)).toBeGreaterThan(10);
  });

  it('takes nobody’s word but nginx’s for where a try comes from', async () => {
    const from = (n: number) => ({ ip: `10.3.${n}.1`, headers: { 'x-hearth-edge': 'a guess' } });
    for (let i = 0; i < 11; i += 1) await login('admin', 'wrong', from(i));
    expect((await login('admin', PASSWORD, from(99))).status).toBe(429);
    expect((await login('admin', PASSWORD, { ip: '10.3.99.1' })).status).toBe(200);
  });

  it('still lets the owner in from elsewhere', async () => {
    for (let i = 0; i < 11; i += 1) await login('admin', 'wrong', { ip: '10.0.0.66' });
    expect((await login('admin', PASSWORD, { ip: '10.0.0.67' })).status).toBe(200);
  });

  it('counts all ways to write a name together', async () => {
    for (let i = 0; i < 10; i += 1) expect((await login('admin', 'wrong')).status).toBe(401);
    for (const name of ['ADMIN', ' admin ', 'admİn'])
      expect((await login(name, 'wrong')).body.code).toBe('request.rate-limited');
  });

  it('shuts an account after two hundred guesses from wherever; who is signed in stays so', async () => {
    const { refreshToken } = await rig.signIn('admin');
    for (let i = 0; i < 20; i += 1) {
      const guess = () => login('admin', 'wrong', { ip: `10.1.${i}.1` });
      const guesses = await Promise.all(Array.from({ length: 10 }, guess));
      expect(guesses.map(({ status }) => status)).toEqual(Array(10).fill(401));
    }
    expect((await login('admin', PASSWORD, { ip: '10.2.0.1' })).status).toBe(429);
    expect((await refresh(refreshToken)).status).toBe(200);
  });

  it('forgets mistakes after the right password', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < 9; i += 1) expect((await login('admin', 'wrong')).status).toBe(401);
      expect((await login('admin', PASSWORD)).status).toBe(200);
    }
  });

  it('stops who tries many names, also from changing addresses of one IPv6 network', async () => {
    const tries = await Promise.all(
      Array.from({ length: 60 }, (_, i) => login(`name${i}`, 'wrong', { ip: `2001:db8::${i.toString(16)}` })),
    );
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(10);
    expect((await login('admin', PASSWORD, { ip: '2001:db8::ffff' })).status).toBe(429);
    expect((await login('admin', PASSWORD, { ip: '2001:db8:0:1::1' })).status).toBe(200);
  });
});

describe('refreshing', () => {
  let signedIn: SignedIn;
  beforeEach(async () => {
    signedIn = await rig.signIn('admin');
  });

  const agedBy = (token: string, seconds: number) =>
    rig.database.query(
      `UPDATE identity.refresh_tokens SET used_at = used_at - $2 * interval '1 second' WHERE hash = sha256($1::bytea)`,
      [token, seconds],
    );

  it('exchanges a token for a new one, from the body or from the cookie', async () => {
    const first = await refresh(signedIn.refreshToken);
    expect(first.status).toBe(200);
    expect(first.body.refreshToken).not.toBe(signedIn.refreshToken);
    expect((await me(first.body.token)).body.sessionId).toBe(signedIn.sessionId);
    const second = await rig.call('POST', '/api/auth/refresh', {
      headers: { cookie: `theme=dark; __Host-hearth_refresh=${first.body.refreshToken}` },
    });
    expect(second.status).toBe(200);
    expect(second.headers['set-cookie']).toHaveLength(2);
  });

  it('ends the session when a used token comes back after the grace', async () => {
    const successor = (await refresh(signedIn.refreshToken)).body;
    await agedBy(signedIn.refreshToken, 11);
    const reused = await refresh(signedIn.refreshToken);
    expect([reused.status, reused.body.code]).toEqual([401, 'auth.refresh-reused']);
    expect((await refresh(successor.refreshToken)).body.code).toBe('auth.session-revoked');
    expect((await me(successor.token)).body.code).toBe('auth.session-revoked');
    expect((await me(signedIn.token)).body.code).toBe('auth.session-revoked');
    expect(await rig.outbox('identity', 'hearth.identity.session.revoked.v1')).toContainEqual(
      expect.objectContaining({
        payload: { sessionId: signedIn.sessionId, userId: signedIn.userId, reason: 'refresh-reused' },
      }),
    );
  });

  it('gives twenty tabs at once the same successor and one family', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(signedIn.refreshToken)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(new Set(answers.map(({ body }) => body.refreshToken)).size).toBe(1);
    expect(await countTokens(signedIn.sessionId)).toBe(2);
    expect((await refresh(answers[7]?.body.refreshToken)).status).toBe(200);
  });

  it('leads a late tab to the newest token of the family', async () => {
    const second = (await refresh(signedIn.refreshToken)).body.refreshToken;
    const third = (await refresh(second)).body.refreshToken;
    expect((await refresh(signedIn.refreshToken)).body.refreshToken).toBe(third);
    expect(await countTokens(signedIn.sessionId)).toBe(3);
  });

  it('refuses an expired token', async () => {
    await rig.database.query(
      `UPDATE identity.refresh_tokens SET expires_at = now() WHERE hash = sha256($1::bytea)`,
      [signedIn.refreshToken],
    );
    expect((await refresh(signedIn.refreshToken)).body.code).toBe('auth.token-expired');
  });

  it('clears tokens away a day after their end', async () => {
    const { body } = await refresh(signedIn.refreshToken);
    await rig.database.query(
      `UPDATE identity.refresh_tokens SET expires_at = now() - interval '25 hours' WHERE hash = sha256($1::bytea)`,
      [signedIn.refreshToken],
    );
    await rig.app.get(ExpiredTokens).clear();
    expect(await countTokens(signedIn.sessionId)).toBe(1);
    expect((await refresh(body.refreshToken)).status).toBe(200);
  });

  it.each([
    ['of somebody else', 'A'.repeat(43), 'auth.token-invalid'],
    ['that is empty', '', 'auth.required'],
  ])('refuses a token %s', async (_, token, code) => {
    const answer = await refresh(token);
    expect([answer.status, answer.body.code]).toEqual([401, code]);
  });

  it('refuses who has none, and an access token in its place', async () => {
    expect((await rig.call('POST', '/api/auth/refresh')).body.code).toBe('auth.required');
    const withAccess = await rig.call('POST', '/api/auth/refresh', {
      body: { refreshToken: signedIn.token },
    });
    expect(withAccess.status).toBe(400);
  });

  async function countTokens(sessionId: string): Promise<number> {
    const [row] = await rig.database.query(
      'SELECT count(*)::int AS count FROM identity.refresh_tokens WHERE session_id = $1',
      [sessionId],
    );
    return row.count;
  }
});

describe('signing out', () => {
  it('ends this session, clears its cookies and tells the other services', async () => {
    const [mine, other] = [await rig.signIn('admin'), await rig.signIn('admin')];
    const answer = await rig.call('POST', '/api/auth/logout', { token: mine.token });
    expect(answer.status).toBe(204);
    for (const cookie of answer.headers['set-cookie'] as string[]) expect(cookie).toContain('=; Max-Age=0;');
    expect((await me(mine.token)).body.code).toBe('auth.session-revoked');
    expect((await refresh(mine.refreshToken)).body.code).toBe('auth.session-revoked');
    expect((await me(other.token)).status).toBe(200);
    expect(await rig.outbox('identity', 'hearth.identity.session.revoked.v1')).toContainEqual(
      expect.objectContaining({
        payload: { sessionId: mine.sessionId, userId: mine.userId, reason: 'logout' },
      }),
    );
  });

  it('is known to a copy that starts afterwards', async () => {
    const { token } = await rig.signIn('admin');
    await rig.call('POST', '/api/auth/logout', { token });
    const copy = await rig.startCopy();
    expect((await rig.call('GET', '/api/auth/me', { token }, copy)).body.code).toBe('auth.session-revoked');
  });
});

describe('without Redis', () => {
  it('nobody signs in, and everybody does again when it is back', async () => {
    await rig.stores.redis.stop();
    const { status, body } = await login('admin', PASSWORD);
    expect([status, body.code]).toEqual([503, 'service.unavailable']);
    await rig.stores.redis.start();
    const again = await eventually(
      () => login('admin', PASSWORD),
      (answer) => answer.status !== 503,
    );
    expect(again.status).toBe(200);
  });
});
