import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { eventually } from '@hearth/testing';
import { MediaRig, PASSWORD, type SignedIn } from '../../test/media-rig.js';
import { ExpiredTokens } from '../sign-in/expired-tokens.js';

let rig: MediaRig;
let copy: NestFastifyApplication;
let admin: SignedIn;

beforeAll(async () => {
  rig = await MediaRig.start();
  copy = await rig.startCopy();
  admin = await rig.signIn('admin');
});
afterAll(() => rig.stop());

const asAdmin = (method: string, path: string, body?: unknown) =>
  rig.call(method, path, { token: admin.token, ...(body !== undefined && { body }) });
const add = async (body: object = {}) =>
  asAdmin('POST', '/api/users', { username: randomUUID(), password: PASSWORD, role: 'viewer', ...body });
const change = (id: string, body: object) => asAdmin('PATCH', `/api/users/${id}`, body);
const me = (token: string, app = rig.app) => rig.call('GET', '/api/auth/me', { token }, app);
const refresh = (refreshToken: string) => rig.call('POST', '/api/auth/refresh', { body: { refreshToken } });
const joinAs = async (owner: SignedIn) => {
  const { body } = await rig.call('POST', '/api/pairing/generate', { token: owner.token });
  return (
    await rig.call('POST', '/api/pairing/confirm', { body: { token: body.token, deviceName: 'Phone' } })
  ).body;
};

/** The other copy refuses the token as soon as it has heard the news. */
async function refusedAtCopy(token: string, code: string): Promise<void> {
  const answer = await eventually(
    () => me(token, copy),
    ({ status }) => status === 401,
  );
  expect(answer.body.code).toBe(code);
}

describe('adding somebody', () => {
  it('lets that person sign in with the role given', async () => {
    const { status, body } = await add({ username: ' Zoë ', role: 'editor' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      username: 'Zoë',
      role: 'editor',
      sessions: 0,
      devices: 0,
      lastSeenAt: null,
    });
    await rig.signIn('zoe\u0308'.toUpperCase());
    await rig.signIn('ｚｏë');
    expect(await add({ username: 'ＺＯË' })).toMatchObject({ status: 409 });
    for (const hidden of ['\ud800x', 'Zoë\u200b', '\u3164']) {
      expect(await add({ username: hidden })).toMatchObject({ status: 400 });
      expect(await change(body.id, { username: hidden })).toMatchObject({ status: 400 });
    }
    const { items } = (await asAdmin('GET', '/api/users')).body;
    expect(items.find(({ id }: { id: string }) => id === body.id)).toMatchObject({ sessions: 2 });
    expect((await rig.outbox('identity', 'hearth.identity.user.changed.v1')).at(-1)?.payload).toEqual({
      ...{ userId: body.id, username: 'Zoë', role: 'editor', revision: 1 },
    });
    expect(JSON.stringify(items)).not.toContain('argon2');
  });

  it('is refused for a name that somebody has, whatever its case, also at the same moment', async () => {
    const username = `Anna ${randomUUID()}`;
    const answers = await Promise.all(
      [username, username.toUpperCase(), username].map((name) => add({ username: name })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('user.name-taken');
  });

  it.each([
    [{ username: '' }],
    [{ username: 'a\nb' }],
    [{ username: 'a\u202eb' }],
    [{ password: 'short' }],
    [{ role: 'owner' }],
  ])('as %j is refused', async (body) => {
    const answer = await add(body);
    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
  });
});

describe('changing somebody', () => {
  it('to another role counts at each copy, for open sessions and devices', async () => {
    const { body: person } = await add({ role: 'editor' });
    const signedIn = await rig.signIn(person.username);
    const device = await joinAs(signedIn);
    expect((await me(signedIn.token, copy)).status).toBe(200);
    expect((await change(person.id, { role: 'viewer' })).body.role).toBe('viewer');
    expect((await me(signedIn.token)).body.code).toBe('auth.token-expired');
    await refusedAtCopy(signedIn.token, 'auth.token-expired');
    await refusedAtCopy(device.token, 'auth.token-expired');
    const { body } = await refresh(signedIn.refreshToken);
    expect(body.user.role).toBe('viewer');
    expect((await me(body.token, copy)).body.role).toBe('viewer');
    await change(person.id, { role: 'editor' });
    const again = await refresh(body.refreshToken);
    expect((await me(again.body.token, copy)).body.role).toBe('editor');
    expect((await me(body.token)).body.code).toBe('auth.token-expired');
  });

  it('to another name is told, and so says the next token', async () => {
    const { body: person } = await add();
    const signedIn = await rig.signIn(person.username);
    const username = randomUUID();
    expect((await change(person.id, { username })).status).toBe(200);
    expect((await refresh(signedIn.refreshToken)).body.user.username).toBe(username);
    expect((await rig.outbox('identity', 'hearth.identity.user.changed.v1')).at(-1)?.payload).toMatchObject({
      username,
      revision: 2,
    });
    expect((await change(person.id, { username: 'ADMIN' })).body.code).toBe('user.name-taken');
  });

  it('to a new password ends that person’s sessions', async () => {
    const { body: person } = await add();
    const signedIn = await rig.signIn(person.username);
    expect((await change(person.id, { password: 'another password' })).status).toBe(200);
    expect((await me(signedIn.token)).body.code).toBe('auth.session-revoked');
    await expect(rig.signIn(person.username)).rejects.toThrow('401');
    await rig.signIn(person.username, 'another password');
  });

  it.each([[{}], [{ role: 'owner' }], [{ password: '1234567' }]])('to %j is refused', async (body) => {
    expect((await change(admin.userId, body)).status).toBe(400);
  });

  it('who is not there', async () => {
    expect((await change(v7(), { role: 'viewer' })).body.code).toBe('user.not-found');
    expect((await asAdmin('DELETE', `/api/users/${v7()}`)).body.code).toBe('user.not-found');
  });
});

describe('removing somebody', () => {
  it('ends sessions and devices at each copy and one that starts later', async () => {
    const { body: person } = await add({ role: 'editor' });
    const signedIn = await rig.signIn(person.username);
    const device = await joinAs(signedIn);
    expect((await me(device.token, copy)).status).toBe(200);
    expect((await asAdmin('DELETE', `/api/users/${person.id}`)).status).toBe(204);
    expect((await me(signedIn.token)).body.code).toBe('auth.session-revoked');
    await refusedAtCopy(device.token, 'auth.session-revoked');
    expect((await refresh(device.refreshToken)).body.code).toBe('auth.token-invalid');
    await expect(rig.signIn(person.username)).rejects.toThrow('401');
    const late = await rig.startCopy();
    for (const { token } of [signedIn, device])
      expect((await me(token, late)).body.code).toBe('auth.session-revoked');
  });

  it('leaves one admin at least, though two remove each other at the same moment', async () => {
    const lonely = await MediaRig.start();
    try {
      const first = await lonely.signIn('admin');
      const call = (by: SignedIn, method: string, id: string, body?: object) =>
        lonely.call(method, `/api/users/${id}`, { token: by.token, ...(body && { body }) });
      expect((await call(first, 'DELETE', first.userId)).body.code).toBe('user.last-admin');
      expect((await call(first, 'PATCH', first.userId, { role: 'editor' })).body.code).toBe(
        'user.last-admin',
      );
      let survivor = first;
      for (let round = 0; round < 10; round += 1) {
        const rival = await lonely.signIn(await lonely.addUser('admin'));
        const answers = await Promise.all([
          call(survivor, round % 2 ? 'DELETE' : 'PATCH', rival.userId, { role: 'viewer' }),
          call(rival, 'PATCH', survivor.userId, { role: 'viewer' }),
        ]);
        const [{ count }] = await lonely.database.query(
          `SELECT count(*)::int AS count FROM identity.users WHERE role = 'admin'`,
        );
        expect(count).toBe(1);
        if (answers[1].status === 200) survivor = rival;
      }
    } finally {
      await lonely.stop();
    }
  });
});

describe('one’s own password', () => {
  const changeOwn = (token: string, currentPassword: string, newPassword: string, ip?: string) =>
    rig.call('POST', '/api/auth/password', {
      token,
      body: { currentPassword, newPassword },
      ...(ip && { ip }),
    });

  it('ends the other sessions and keeps this one', async () => {
    const username = await rig.addUser('editor');
    const [here, there] = [await rig.signIn(username), await rig.signIn(username)];
    const device = await joinAs(here);
    expect((await changeOwn(here.token, PASSWORD, 'another password')).status).toBe(204);
    expect((await me(here.token)).status).toBe(200);
    expect((await refresh(here.refreshToken)).status).toBe(200);
    for (const { token } of [there, device]) expect((await me(token)).body.code).toBe('auth.session-revoked');
    await expect(rig.signIn(username, PASSWORD)).rejects.toThrow('401');
    await rig.signIn(username, 'another password');
  });

  it('cannot be guessed from an open session', async () => {
    const { token } = await rig.signIn(await rig.addUser('viewer'));
    for (let i = 0; i < 10; i += 1)
      expect((await changeOwn(token, `guess ${i}`, 'another password', '10.9.9.9')).body.code).toBe(
        'auth.wrong-credentials',
      );
    expect((await changeOwn(token, PASSWORD, 'another password', '10.9.9.9')).status).toBe(429);
  });

  it('must be a good one', async () => {
    const { token } = await rig.signIn(await rig.addUser('viewer'));
    expect((await changeOwn(token, PASSWORD, '1234567')).status).toBe(400);
  });
});

describe('sessions that have run out', () => {
  it('do not count as open, and are forgotten 90 days later, but for when somebody was last seen', async () => {
    const { body: person } = await add({ username: 'rarely', role: 'viewer' });
    const seen = async (days: number) => {
      const { sessionId } = await rig.signIn('rarely');
      await rig.database.query(
        `UPDATE identity.sessions SET last_seen_at = now() - $2 * interval '1 day' WHERE id = $1`,
        [sessionId, days],
      );
      await rig.database.query(
        `UPDATE identity.refresh_tokens SET expires_at = now() - ($2 - 30) * interval '1 day' WHERE session_id = $1`,
        [sessionId, days],
      );
      return sessionId;
    };
    const sessions = [await seen(200), await seen(130), await seen(119), await seen(1)];
    const lookUp = async () =>
      (await asAdmin('GET', '/api/users')).body.items.find(({ id }: { id: string }) => id === person.id);
    const before = await lookUp();
    expect(before.sessions).toBe(1);
    const left = async () => {
      await rig.app.get(ExpiredTokens).clear();
      const rows = await rig.database.query(
        'SELECT id FROM identity.sessions WHERE user_id = $1 ORDER BY last_seen_at',
        [person.id],
      );
      return rows.map(({ id }: { id: string }) => id);
    };
    expect(await left()).toEqual(sessions.slice(2));
    await rig.database.query(
      `UPDATE identity.sessions SET revoked_at = now() - interval '91 days', revoked_reason = 'logout'
       WHERE user_id = $1`,
      [person.id],
    );
    expect(await left()).toEqual(sessions.slice(3));
    expect((await lookUp()).lastSeenAt).toBe(before.lastSeenAt);
  });
});

describe('sessions', () => {
  const list = async (token: string, query = '') => rig.call('GET', `/api/auth/sessions${query}`, { token });
  const end = (token: string, id: string) => rig.call('DELETE', `/api/auth/sessions/${id}`, { token });

  it('are listed for who has them, and each can be ended', async () => {
    const username = await rig.addUser('viewer');
    const here = await rig.signIn(username, PASSWORD, {
      ip: '10.0.0.1',
      headers: { 'user-agent': 'Firefox' },
    });
    const there = await rig.signIn(username);
    const { items } = (await list(here.token)).body;
    expect(items.map(({ id, current }: { id: string; current: boolean }) => [id, current])).toEqual([
      [there.sessionId, false],
      [here.sessionId, true],
    ]);
    expect(items[1]).toMatchObject({
      ip: '10.0.0.1',
      userAgent: 'Firefox',
      device: null,
      userId: here.userId,
    });
    expect((await end(here.token, there.sessionId)).status).toBe(204);
    expect((await me(there.token)).body.code).toBe('auth.session-revoked');
    expect((await list(here.token)).body.items).toHaveLength(1);
    expect((await end(here.token, there.sessionId)).body.code).toBe('session.not-found');
  });

  it('of others are not there, but for admins', async () => {
    const [one, other] = [
      await rig.signIn(await rig.addUser('editor')),
      await rig.signIn(await rig.addUser('editor')),
    ];
    expect((await list(one.token, `?userId=${other.userId}`)).body.code).toBe('auth.forbidden');
    expect((await end(one.token, other.sessionId)).body.code).toBe('session.not-found');
    expect((await list(admin.token, `?userId=${other.userId}`)).body.items).toHaveLength(1);
    expect((await end(admin.token, other.sessionId)).status).toBe(204);
    expect((await me(other.token)).status).toBe(401);
  });

  it('of its owner are out of sight for a device, which may be in a guest’s hands', async () => {
    const owner = await rig.signIn(await rig.addUser('editor'));
    const { token, device } = await joinAs(owner);
    const { items } = (await list(token)).body;
    expect(items).toMatchObject([{ current: true, device: { id: device.id, name: 'Phone' } }]);
    expect((await end(token, owner.sessionId)).body.code).toBe('session.not-found');
    expect((await end(owner.token, items[0].id)).status).toBe(204);
    expect((await me(token)).body.code).toBe('auth.session-revoked');
  });
});
