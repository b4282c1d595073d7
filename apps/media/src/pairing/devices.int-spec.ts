import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DeviceId, FileId } from '@hearth/contracts';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { v7 } from 'uuid';
import { eventually } from '@hearth/testing';
import { MediaRig, type SignedIn } from '../../test/media-rig.js';
import { Devices } from './devices.js';

let rig: MediaRig;
let copy: NestFastifyApplication;
let admin: SignedIn;
let mia: SignedIn;
let tom: SignedIn;
let file: FileId;

beforeAll(async () => {
  rig = await MediaRig.start();
  copy = await rig.startCopy();
  admin = await rig.signIn('admin');
  mia = await rig.signIn(await rig.addUser('editor'));
  tom = await rig.signIn(await rig.addUser('editor'));
  file = await rig.addFile();
});
afterAll(() => rig.stop());

interface Paired {
  readonly id: DeviceId;
  readonly token: string;
  readonly refreshToken: string;
}

async function pair(owner: SignedIn, role = 'editor'): Promise<Paired> {
  const invitation = await rig.call('POST', '/api/pairing/generate', { token: owner.token, body: { role } });
  const { body } = await rig.call('POST', '/api/pairing/confirm', {
    body: { token: invitation.body.token, deviceName: 'Phone' },
  });
  return { id: body.device.id, token: body.token, refreshToken: body.refreshToken };
}

const devicesOf = async ({ token }: { token: string }) =>
  (await rig.call('GET', '/api/pairing/devices', { token })).body.items;
const refresh = (refreshToken: string) => rig.call('POST', '/api/auth/refresh', { body: { refreshToken } });
const stream = (token: string, app = rig.app) => rig.call('GET', `/api/files/${file}/stream`, { token }, app);
const events = async (subject: string, deviceId: string) =>
  (await rig.outbox('identity', `hearth.identity.device.${subject}.v1`))
    .map(({ payload }) => payload)
    .filter((payload) => payload['deviceId'] === deviceId);

/** The other copy refuses the token as soon as it has heard the news. */
async function refusedAtCopy(token: string, code: string): Promise<void> {
  const answer = await eventually(
    () => stream(token, copy),
    ({ status }) => status === 401,
  );
  expect(answer.body.code).toBe(code);
}

describe('the list of devices', () => {
  it('is of one’s own, for admins of all', async () => {
    const [hers, his] = [await pair(mia), await pair(tom)];
    const ids = async (viewer: SignedIn | Paired) =>
      (await devicesOf(viewer))
        .map(({ id }: { id: string }) => id)
        .filter((id: string) => [hers.id, his.id].includes(id as DeviceId));
    expect(await ids(mia)).toEqual([hers.id]);
    expect(await ids(tom)).toEqual([his.id]);
    expect(await ids(admin)).toEqual([his.id, hers.id]);
    expect(await ids(hers)).toEqual([hers.id]);
  });

  it('says when and where from a device was last seen, noted once a minute', async () => {
    const device = await pair(mia);
    await rig.database.query(
      `UPDATE identity.devices SET last_seen_at = now() - interval '3 minutes', last_ip = NULL WHERE id = $1`,
      [device.id],
    );
    const [before] = await devicesOf(mia);
    expect(before).toMatchObject({ online: false, lastIp: null });
    await rig.call('GET', `/api/files/${file}/stream`, { token: device.token, ip: '10.0.0.7' });
    const [after] = await eventually(
      () => devicesOf(mia),
      ([device]) => device.online,
    );
    expect(after).toMatchObject({ online: true, lastIp: '10.0.0.7' });
    await rig.call('GET', '/api/auth/me', { token: device.token, ip: '10.0.0.8' });
    // Another device's sighting, asked for later, is there: the first one's second would be as well.
    const other = await pair(tom);
    await rig.database.query(`UPDATE identity.devices SET last_ip = NULL WHERE id = $1`, [other.id]);
    await rig.call('GET', '/api/auth/me', { token: other.token, ip: '10.0.0.9' });
    await eventually(
      () => devicesOf(tom),
      ([device]) => device.lastIp === '10.0.0.9',
    );
    expect((await devicesOf(mia))[0].lastIp).toBe('10.0.0.7');
  });

  it('counts what a device has brought, and tells of it', async () => {
    const { id } = await pair(mia);
    const devices = rig.app.get(Devices);
    await rig.database.transaction((manager) => devices.recordSync(manager, id, { files: 2, bytes: 3e9 }));
    await rig.database.transaction((manager) => devices.recordSync(manager, id, { files: 1, bytes: 1 }));
    expect((await devicesOf(mia))[0]).toMatchObject({ id, filesSynced: 3, bytesSynced: 3e9 + 1 });
    expect((await devicesOf(mia))[0].lastSyncAt).not.toBeNull();
    expect(await events('changed', id)).toHaveLength(2);
  });

  it('names the device in what nginx logs of its streams', async () => {
    const device = await pair(mia);
    expect((await stream(device.token)).headers['x-hearth-device']).toBe(device.id);
    expect((await stream(mia.token)).headers['x-hearth-device']).toBeUndefined();
  });
});

describe('changing a device', () => {
  const change = (by: SignedIn | Paired, id: string, body: object) =>
    rig.call('PATCH', `/api/pairing/devices/${id}`, { token: by.token, body });

  it('gives it a name and an address to wake it by', async () => {
    const { id } = await pair(mia);
    const { status, body } = await change(mia, id, { name: ' Küche ', macAddress: '00-1A-2B-3C-4D-5E' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: 'Küche', macAddress: '00:1a:2b:3c:4d:5e' });
    expect(await events('changed', id)).toEqual([
      { deviceId: id, ownerId: mia.userId, name: 'Küche', role: 'editor' },
    ]);
    expect((await change(mia, id, { macAddress: null })).body.macAddress).toBeNull();
  });

  it('to another role counts at each copy; a refresh brings a token of that role', async () => {
    const device = await pair(mia);
    expect((await stream(device.token, copy)).status).toBe(200);
    expect((await change(admin, device.id, { role: 'viewer' })).status).toBe(200);
    expect((await stream(device.token)).body.code).toBe('auth.token-expired');
    await refusedAtCopy(device.token, 'auth.token-expired');
    const { body } = await refresh(device.refreshToken);
    expect(body.user.role).toBe('viewer');
    for (const app of [rig.app, copy]) {
      expect((await stream(body.token, app)).status).toBe(200);
      const answer = await rig.call('GET', '/api/pairing/devices', { token: body.token }, app);
      expect([answer.status, answer.body.code]).toEqual([403, 'auth.forbidden']);
    }
    const late = await rig.startCopy();
    expect((await stream(device.token, late)).body.code).toBe('auth.token-expired');
  });

  it('to the role that it has leaves its tokens alone', async () => {
    const device = await pair(mia);
    await change(mia, device.id, { role: 'editor' });
    expect((await stream(device.token)).status).toBe(200);
  });

  it.each([[{}], [{ role: 'admin' }], [{ name: '' }], [{ macAddress: '00:1a' }]])(
    'to %j is refused',
    async (body) => {
      const { id } = await pair(mia);
      expect((await change(mia, id, body)).status).toBe(400);
    },
  );
});

describe('signing a device out', () => {
  it('kills its tokens at each copy, also one that starts later; it stays in the list', async () => {
    const device = await pair(mia);
    expect((await stream(device.token, copy)).status).toBe(200);
    const answer = await rig.call('POST', `/api/pairing/revoke/${device.id}`, { token: mia.token });
    expect(answer.status).toBe(204);
    expect((await stream(device.token)).body.code).toBe('auth.session-revoked');
    await refusedAtCopy(device.token, 'auth.session-revoked');
    expect((await refresh(device.refreshToken)).body.code).toBe('auth.session-revoked');
    const late = await rig.startCopy();
    expect((await stream(device.token, late)).body.code).toBe('auth.session-revoked');
    const [listed] = await devicesOf(mia);
    expect(listed).toMatchObject({ id: device.id, online: false, signedOutAt: expect.any(String) });
    expect(await events('revoked', device.id)).toEqual([
      { deviceId: device.id, ownerId: mia.userId, outcome: 'signed-out' },
    ]);
  });

  it('can be done by the device itself', async () => {
    const device = await pair(mia);
    await rig.call('POST', '/api/auth/logout', { token: device.token });
    expect((await devicesOf(mia))[0].signedOutAt).not.toBeNull();
  });
});

describe('forgetting a device', () => {
  it('takes it off the list as well: the undo of a pairing', async () => {
    const device = await pair(mia);
    expect((await stream(device.token, copy)).status).toBe(200);
    const answer = await rig.call('DELETE', `/api/pairing/devices/${device.id}`, { token: mia.token });
    expect(answer.status).toBe(204);
    await refusedAtCopy(device.token, 'auth.session-revoked');
    const late = await rig.startCopy();
    expect((await stream(device.token, late)).body.code).toBe('auth.session-revoked');
    expect((await refresh(device.refreshToken)).body.code).toBe('auth.token-invalid');
    expect((await devicesOf(mia)).map(({ id }: { id: string }) => id)).not.toContain(device.id);
    expect((await events('revoked', device.id)).at(-1)).toMatchObject({ outcome: 'forgotten' });
  });
});

describe('a paired device', () => {
  const patch = (token: string, id: string, body: object) =>
    rig.call('PATCH', `/api/pairing/devices/${id}`, { token, body });
  const codeOf = async (answer: Promise<{ status: number; body: { code: string } }>) => {
    const { status, body } = await answer;
    return [status, body.code];
  };

  it.each(['editor', 'admin'])('of an %s sees itself alone', async (role) => {
    const owner = role === 'admin' ? admin : mia;
    await pair(owner);
    const device = await pair(owner);
    expect(await devicesOf(device)).toMatchObject([{ id: device.id, current: true }]);
  });

  it('names itself and signs itself out', async () => {
    const device = await pair(mia);
    const named = await patch(device.token, device.id, { name: 'Tablet', role: 'editor' });
    expect([named.status, named.body.name]).toEqual([200, 'Tablet']);
    const out = await rig.call('POST', `/api/pairing/revoke/${device.id}`, { token: device.token });
    expect(out.status).toBe(204);
    expect((await stream(device.token)).body.code).toBe('auth.session-revoked');
  });

  it('neither changes its role nor takes itself off the list', async () => {
    const { id, token } = await pair(mia);
    expect(await codeOf(patch(token, id, { role: 'viewer' }))).toEqual([403, 'auth.forbidden']);
    const forgetting = rig.call('DELETE', `/api/pairing/devices/${id}`, { token });
    expect(await codeOf(forgetting)).toEqual([403, 'auth.forbidden']);
    expect((await devicesOf(mia))[0]).toMatchObject({ id, role: 'editor' });
  });

  it('leaves the other devices of its owner alone', async () => {
    const [other, { token }] = [await pair(mia), await pair(mia)];
    const path = `/api/pairing/devices/${other.id}`;
    const notThere = [404, 'device.not-found'];
    expect(await codeOf(patch(token, other.id, { name: 'Mine' }))).toEqual(notThere);
    expect(await codeOf(rig.call('DELETE', path, { token }))).toEqual(notThere);
    expect(await codeOf(rig.call('POST', `/api/pairing/revoke/${other.id}`, { token }))).toEqual(notThere);
    const waking = rig.call('POST', '/api/wake', { token, body: { deviceId: other.id } });
    expect(await codeOf(waking)).toEqual(notThere);
    expect((await stream(other.token)).status).toBe(200);
  });
});

describe('somebody else’s device', () => {
  it.each([
    ['PATCH', '/api/pairing/devices/:id', { name: 'Mine' }],
    ['DELETE', '/api/pairing/devices/:id', undefined],
    ['POST', '/api/pairing/revoke/:id', undefined],
    ['POST', '/api/wake', { deviceId: ':id' }],
  ])('is not there for %s %s', async (method, path, body) => {
    const { id, token } = await pair(mia);
    const call = { token: tom.token, body: body && JSON.parse(JSON.stringify(body).replace(':id', id)) };
    const answer = await rig.call(method, path.replace(':id', id), call);
    const unknown = await rig.call(method, path.replace(':id', v7()), {
      token: tom.token,
      body: body && JSON.parse(JSON.stringify(body).replace(':id', v7())),
    });
    expect([answer.status, answer.body.code]).toEqual([404, 'device.not-found']);
    expect({ ...unknown.body, requestId: '' }).toEqual({ ...answer.body, requestId: '' });
    expect((await stream(token)).status).toBe(200);
  });
});

describe('waking a device', () => {
  it('needs its address', async () => {
    const { id } = await pair(mia);
    const { status, body } = await rig.call('POST', '/api/wake', {
      token: mia.token,
      body: { deviceId: id },
    });
    expect([status, body.code]).toEqual([409, 'device.no-mac-address']);
  });

  it.each([[{}], [{ mac: 'x' }], [{ deviceId: v7(), mac: '00:1a:2b:3c:4d:5e' }]])(
    'by %j is refused',
    async (body) => {
      expect((await rig.call('POST', '/api/wake', { token: mia.token, body })).status).toBe(400);
    },
  );
});
