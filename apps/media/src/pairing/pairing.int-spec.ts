import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { MediaRig, type SignedIn } from '../../test/media-rig.js';
import { DeviceKey } from '../../test/device-key.js';

let rig: MediaRig;
let redis: Redis;
let editor: SignedIn;
let editorName: string;

beforeAll(async () => {
  rig = await MediaRig.start({ HEARTH_HUB_NAME: 'Our house' });
  redis = new Redis(rig.stores.redis.url);
  editorName = await rig.addUser('editor');
  editor = await rig.signIn(editorName);
});
afterAll(async () => {
  redis.disconnect();
  await rig.stop();
});
beforeEach(() => redis.flushall());

const invite = async (body: object = {}) =>
  (await rig.call('POST', '/api/pairing/generate', { token: editor.token, body })).body;
const confirm = (body: object, options = {}) =>
  rig.call('POST', '/api/pairing/confirm', { ...options, body: { deviceName: 'A phone', ...body } });
const inspect = (body: object, options = {}) =>
  rig.call('POST', '/api/pairing/inspect', { ...options, body });
const change = (pairingId: string, assignments: string) =>
  rig.database.query(`UPDATE identity.pairings SET ${assignments} WHERE id = $1`, [pairingId]);

describe('an invitation', () => {
  it('has its secret in the fragment of an address, in a QR code and in six digits', async () => {
    const { status, body, headers } = await rig.call('POST', '/api/pairing/generate', {
      token: editor.token,
      body: { role: 'editor' },
    });
    expect(status).toBe(201);
    expect(headers['cache-control']).toBe('no-store');
    expect(Buffer.from(body.token, 'base64url')).toHaveLength(24);
    expect(body.pairingUrl).toBe(`https://hub.local:8443/pair#${body.token}`);
    expect(body.qrSvg).toMatch(/^<svg /);
    expect(body.code).toMatch(/^\d{6}$/);
    expect(Date.parse(body.expiresAt) - Date.now()).toBeGreaterThan(14.9 * 60_000);
    expect(Date.parse(body.codeExpiresAt) - Date.now()).toBeLessThanOrEqual(2 * 60_000);
  });

  it('without a body is one for a viewer', async () => {
    const { body } = await rig.call('POST', '/api/pairing/generate', { token: editor.token });
    expect((await inspect({ token: body.token })).body.role).toBe('viewer');
  });

  it('is kept without its secrets', async () => {
    const { pairingId, token, code } = await invite();
    const [row] = await rig.database.query(
      'SELECT p::text AS all_columns FROM identity.pairings p WHERE id = $1',
      [pairingId],
    );
    expect(row.all_columns).not.toContain(token);
    expect(row.all_columns).not.toContain(Buffer.from(token).toString('hex'));
    expect(row.all_columns).not.toContain(code);
  });

  it('says what it is for as often as it is asked, by token and by code, and is not used up', async () => {
    const { token, code, expiresAt, codeExpiresAt } = await invite({ role: 'editor', label: 'Mia’s phone' });
    const facts = { role: 'editor', label: 'Mia’s phone', hubName: 'Our house', invitedBy: editorName };
    for (let i = 0; i < 7; i += 1)
      expect((await inspect({ code })).body).toEqual({ ...facts, expiresAt: codeExpiresAt });
    expect((await inspect({ token })).body).toEqual({ ...facts, expiresAt });
    expect((await confirm({ token })).status).toBe(201);
  });

  it.each([
    ['another role', { role: 'admin' }],
    ['a role that is none', { role: 'owner' }],
    ['a label that shows as something else', { label: 'a\u202eb' }],
  ])('for %s is refused', async (_, body) => {
    const answer = await rig.call('POST', '/api/pairing/generate', { token: editor.token, body });
    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
  });

  it('can be withdrawn by who made it, before it is used', async () => {
    const { pairingId, token, code } = await invite();
    const withdraw = (by: SignedIn) => rig.call('DELETE', `/api/pairing/${pairingId}`, { token: by.token });
    const other = await rig.signIn(await rig.addUser('editor'));
    expect((await withdraw(other)).body.code).toBe('pairing.not-found');
    expect((await withdraw(editor)).status).toBe(204);
    expect((await withdraw(editor)).status).toBe(204);
    for (const secret of [{ token }, { code }]) {
      expect([(await confirm(secret)).body.code, (await inspect(secret)).body.code]).toEqual([
        'pairing.revoked',
        'pairing.revoked',
      ]);
    }
    const used = await invite();
    await confirm({ token: used.token });
    const late = await rig.call('DELETE', `/api/pairing/${used.pairingId}`, { token: editor.token });
    expect([late.status, late.body.code]).toEqual([409, 'pairing.used']);
  });
});

describe('joining', () => {
  it.each(['token', 'code'])('by %s gives a device tokens of its own, once', async (by) => {
    const invitation = await invite({ role: 'viewer' });
    const secret = { [by]: invitation[by] };
    const { status, body, headers } = await confirm(
      { ...secret, deviceName: '  Mia’s phone ' },
      { ip: '10.0.0.9' },
    );
    expect(status).toBe(201);
    expect(body.device).toMatchObject({
      name: 'Mia’s phone',
      role: 'viewer',
      owner: { id: editor.userId, username: editorName },
      lastIp: '10.0.0.9',
      online: true,
      signedOutAt: null,
      filesSynced: 0,
      bytesSynced: 0,
      lastSyncAt: null,
      hasKey: false,
      current: true,
    });
    expect(body.user).toMatchObject({ id: editor.userId, role: 'viewer' });
    const [access, refresh] = headers['set-cookie'] as string[];
    expect(access).toContain(`=${body.token}; Max-Age=900;`);
    expect(refresh).toContain(`=${body.refreshToken}; Max-Age=${30 * 86_400};`);
    const me = await rig.call('GET', '/api/auth/me', { token: body.token });
    expect(me.body).toMatchObject({ id: editor.userId, role: 'viewer', deviceId: body.device.id });
    for (const again of [{ token: invitation.token }, { code: invitation.code }]) {
      const answer = await confirm(again);
      expect([answer.status, answer.body.code]).toEqual([409, 'pairing.used']);
    }
  });

  it('tells who waits at the PC by an event that names the invitation', async () => {
    const { pairingId, token } = await invite({ role: 'editor' });
    const { device } = (await confirm({ token, deviceName: 'Tablet' })).body;
    expect((await rig.outbox('identity', 'hearth.identity.device.paired.v1')).at(-1)?.payload).toEqual({
      ...{ deviceId: device.id, ownerId: editor.userId, name: 'Tablet', role: 'editor' },
      ...{ pairingId, pairedAt: device.pairedAt },
    });
  });

  it('says in that event which device invited, where one did', async () => {
    const phone = (await confirm({ token: (await invite({ role: 'editor' })).token })).body;
    const invitation = await rig.call('POST', '/api/pairing/generate', { token: phone.token, body: {} });
    await confirm({ token: invitation.body.token });
    const [told] = (await rig.outbox('identity', 'hearth.identity.device.paired.v1')).slice(-1);
    expect(told?.payload).toMatchObject({ invitedByDeviceId: phone.device.id });
  });

  it('a thousand times at once with one token lets one in', async () => {
    const { token } = await invite();
    const copy = await rig.startCopy();
    const before = await countDevices();
    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, i) => {
        const body = { token, deviceName: `Phone ${i}` };
        return rig.call('POST', '/api/pairing/confirm', { body }, i % 2 ? copy : rig.app);
      }),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'pairing.used')).toHaveLength(999);
    expect((await countDevices()) - before).toBe(1);
  });

  it('with a token of nobody, or of a time that has passed, is refused', async () => {
    const nobody = await confirm({ token: 'A'.repeat(32) });
    expect([nobody.status, nobody.body.code]).toEqual([404, 'pairing.not-found']);
    const { pairingId, token, code } = await invite();
    await change(pairingId, `code_expires_at = now()`);
    const byCode = await confirm({ code });
    expect([byCode.status, byCode.body.code]).toEqual([410, 'pairing.expired']);
    await change(pairingId, `expires_at = now()`);
    const byToken = await confirm({ token });
    expect([byToken.status, byToken.body.code]).toEqual([410, 'pairing.expired']);
  });

  it.each([
    ['neither token nor code', {}],
    ['both', { token: 'A'.repeat(32), code: '123456' }],
    ['a code of letters', { code: 'abcdef' }],
    ['a token that is too short', { token: 'abc' }],
    ['no name', { token: 'A'.repeat(32), deviceName: ' ' }],
    ['a name with a line break', { token: 'A'.repeat(32), deviceName: 'a\nb' }],
    ['a key of another kind', { token: 'A'.repeat(32), publicKey: { kty: 'RSA', n: 'x', e: 'AQAB' } }],
    [
      'a key that is no point of the curve',
      { token: 'A'.repeat(32), publicKey: { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) } },
    ],
  ])('with %s is refused as invalid', async (_, body) => {
    const answer = await confirm(body);
    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
  });

  it('keeps to what its owner may do, should that become less', async () => {
    const owner = await rig.signIn(await rig.addUser('editor'));
    const call = { token: owner.token, body: { role: 'editor' } };
    const { token } = (await rig.call('POST', '/api/pairing/generate', call)).body;
    const { refreshToken } = (await confirm({ token })).body;
    const admin = await rig.signIn('admin');
    await rig.call('PATCH', `/api/users/${owner.userId}`, { token: admin.token, body: { role: 'viewer' } });
    const { body } = await rig.call('POST', '/api/auth/refresh', { body: { refreshToken } });
    expect(body.user.role).toBe('viewer');
  });

  it('is over for invitations of somebody who was removed', async () => {
    const owner = await rig.signIn(await rig.addUser('editor'));
    const { body } = await rig.call('POST', '/api/pairing/generate', { token: owner.token });
    const admin = await rig.signIn('admin');
    await rig.call('DELETE', `/api/users/${owner.userId}`, { token: admin.token });
    expect((await confirm({ token: body.token })).body.code).toBe('pairing.not-found');
  });
});

describe('guessing codes', () => {
  const guess = (ip: string) => confirm({ code: '000000' }, { ip });

  it('is over after five tries from one address, though the sixth is right; by token one can still join', async () => {
    const { token, code } = await invite();
    const wrong = code === '999999' ? '999998' : '999999';
    for (let i = 0; i < 5; i += 1) {
      const answer = await (i % 2 ? confirm : inspect)({ code: wrong });
      expect(answer.body.code).toBe('pairing.not-found');
    }
    for (const sixth of [await confirm({ code }), await inspect({ code })]) {
      expect([sixth.status, sixth.body.code]).toEqual([429, 'request.rate-limited']);
      expect(Number(sixth.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect((await confirm({ token })).status).toBe(201);
  });

  it('counts guesses that come at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => guess('10.1.1.1')));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(45);
  });

  it('from one address, however often, keeps nobody else out', async () => {
    await Promise.all(Array.from({ length: 150 }, () => guess('10.4.1.1')));
    const { code } = await invite();
    expect((await confirm({ code }, { ip: '10.4.1.2' })).status).toBe(201);
  });

  it('is over for everybody after a hundred tries from wherever', async () => {
    const answers = await Promise.all(Array.from({ length: 120 }, (_, i) => guess(`10.2.${i}.1`)));
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(100);
    expect((await guess('10.3.3.3')).status).toBe(429);
  });
});

describe('the key of a device', () => {
  const key = new DeviceKey();
  const refresh = (refreshToken: string, proof?: string) =>
    rig.call('POST', '/api/auth/refresh', {
      body: { refreshToken },
      ...(proof !== undefined && { headers: { dpop: proof } }),
    });
  const join = async () => {
    const { token } = await invite();
    return (await confirm({ token, publicKey: key.publicKey })).body;
  };

  it('must be proven at each refresh, so that a copied refresh token alone is worth nothing', async () => {
    const { refreshToken, device } = await join();
    expect(device.hasKey).toBe(true);
    const refused = async (proof?: string) => {
      const { status, body } = await refresh(refreshToken, proof);
      return [status, body.code];
    };
    expect(await refused()).toEqual([401, 'auth.proof-required']);
    expect(await refused('a.b.c')).toEqual([401, 'auth.proof-invalid']);
    expect(await refused(new DeviceKey().prove())).toEqual([401, 'auth.proof-invalid']);
    expect(await refused(key.prove({ claims: { htm: 'GET' } }))).toEqual([401, 'auth.proof-invalid']);
    expect(await refused(key.prove({ claims: { iat: 1 } }))).toEqual([401, 'auth.proof-invalid']);
    const { status, body } = await refresh(refreshToken, key.prove());
    expect(status).toBe(200);
    expect(body.user.role).toBe('viewer');
    expect((await rig.call('GET', '/api/auth/me', { token: body.token })).body.deviceId).toBe(device.id);
  });

  it('is not proven by the same proof twice, also at another copy', async () => {
    const { refreshToken } = await join();
    const proof = key.prove();
    const next = (await refresh(refreshToken, proof)).body.refreshToken;
    expect((await refresh(next, proof)).body.code).toBe('auth.proof-invalid');
    const copy = await rig.startCopy();
    const atCopy = { body: { refreshToken: next }, headers: { dpop: proof } };
    expect((await rig.call('POST', '/api/auth/refresh', atCopy, copy)).body.code).toBe('auth.proof-invalid');
    expect((await refresh(next, key.prove())).status).toBe(200);
  });

  it('keeps who has an old token only from ending the session with it', async () => {
    const { refreshToken } = await join();
    const next = (await refresh(refreshToken, key.prove())).body.refreshToken;
    await rig.database.query(
      `UPDATE identity.refresh_tokens SET used_at = used_at - interval '11 s' WHERE hash = sha256($1::bytea)`,
      [refreshToken],
    );
    expect((await refresh(refreshToken)).body.code).toBe('auth.proof-required');
    expect((await refresh(next, key.prove())).status).toBe(200);
  });

  it('may be given at a sign-in with a password, too', async () => {
    const credentials = { username: 'admin', password: 'correct horse battery', publicKey: key.publicKey };
    const { body } = await rig.call('POST', '/api/auth/login', { body: credentials });
    expect((await refresh(body.refreshToken)).body.code).toBe('auth.proof-required');
    expect((await refresh(body.refreshToken, key.prove())).status).toBe(200);
  });

  it('lasts for 30 days after each refresh', async () => {
    const { refreshToken } = await join();
    const { body, headers } = await refresh(refreshToken, key.prove());
    expect((headers['set-cookie'] as string[])[1]).toContain(`Max-Age=${30 * 86_400};`);
    const [row] = await rig.database.query(
      `SELECT extract(epoch FROM expires_at - now())::float8 AS sec FROM identity.refresh_tokens WHERE hash = sha256($1::bytea)`,
      [body.refreshToken],
    );
    expect(row.sec / 86_400).toBeCloseTo(30, 1);
  });
});

async function countDevices(): Promise<number> {
  const [row] = await rig.database.query('SELECT count(*)::int AS count FROM identity.devices');
  return row.count;
}
