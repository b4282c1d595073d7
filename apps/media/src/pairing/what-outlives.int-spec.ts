import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DeviceId } from '@hearth/contracts';
import { DeviceKey } from '../../test/device-key.js';
import { MediaRig, PASSWORD, type SignedIn } from '../../test/media-rig.js';

let rig: MediaRig;
let admin: SignedIn;

beforeAll(async () => {
  rig = await MediaRig.start();
  admin = await rig.signIn('admin');
});
afterAll(() => rig.stop());

const key = new DeviceKey();

interface Paired {
  readonly id: DeviceId;
  readonly token: string;
  readonly refreshToken: string;
}

const generate = (token: string, headers: Record<string, string> = {}, role = 'editor') =>
  rig.call('POST', '/api/pairing/generate', { token, headers, body: { role } });

async function join(invitation: string): Promise<Paired> {
  const { status, body } = await rig.call('POST', '/api/pairing/confirm', {
    body: { token: invitation, deviceName: 'Phone' },
  });
  expect(status).toBe(201);
  return { id: body.device.id, token: body.token, refreshToken: body.refreshToken };
}
const pair = async (token: string) => join((await generate(token)).body.token);
const proofFor = (path: string, method = 'POST') => ({
  dpop: key.prove({ claims: { htm: method, htu: `https://hub.local:8443${path}` } }),
});
const me = (token: string) => rig.call('GET', '/api/auth/me', { token });

describe('a copy of the access cookie of a session with a key', () => {
  let token: string;

  beforeAll(async () => {
    const credentials = { username: 'admin', password: PASSWORD, publicKey: key.publicKey };
    token = (await rig.call('POST', '/api/auth/login', { body: credentials })).body.token;
  });

  it('invites no device; the key does', async () => {
    expect((await generate(token)).body.code).toBe('auth.proof-required');
    const stranger = new DeviceKey();
    const htu = 'https://hub.local:8443/api/pairing/generate';
    const ofStranger = { dpop: stranger.prove({ claims: { htu } }) };
    expect((await generate(token, ofStranger)).body.code).toBe('auth.proof-invalid');
    expect((await generate(token, proofFor('/api/auth/refresh'))).body.code).toBe('auth.proof-invalid');
    const proof = proofFor('/api/pairing/generate');
    expect((await generate(token, proof)).status).toBe(201);
    expect((await generate(token, proof)).body.code).toBe('auth.proof-invalid');
  });

  it('makes nobody who could sign in, and gives nobody another password or role', async () => {
    const add = (headers = {}) =>
      rig.call('POST', '/api/users', {
        token,
        headers,
        body: { username: 'ghost', password: 'a long password', role: 'admin' },
      });
    expect((await add()).body.code).toBe('auth.proof-required');
    const { status, body } = await add(proofFor('/api/users'));
    expect(status).toBe(201);
    const path = `/api/users/${body.id}`;
    const change = (headers = {}) =>
      rig.call('PATCH', path, { token, headers, body: { password: 'another long one' } });
    expect((await change()).body.code).toBe('auth.proof-required');
    expect((await change(proofFor(path, 'PATCH'))).status).toBe(200);
  });

  it('lengthens no link and raises no device', async () => {
    const folder = { folder: 'Trip', expiresIn: '1h', allowUpload: true };
    const ask = (method: string, path: string, body: object, headers = {}) =>
      rig.call(method, path, { token, headers, body });
    expect((await ask('POST', '/api/shares', folder)).body.code).toBe('auth.proof-required');
    const shared = await ask('POST', '/api/shares', folder, proofFor('/api/shares'));
    const invitation = await generate(token, proofFor('/api/pairing/generate'), 'viewer');
    const device = await join(invitation.body.token);
    for (const [path, change] of [
      [`/api/shares/${shared.body.id}`, { expiresIn: '365d', password: null }],
      [`/api/pairing/devices/${device.id}`, { role: 'editor' }],
    ] as const) {
      expect((await ask('PATCH', path, change)).body.code).toBe('auth.proof-required');
      expect((await ask('PATCH', path, change, proofFor(path, 'PATCH'))).status).toBe(200);
    }
  });

  it('still looks: only what stays is asked for', async () => {
    expect((await me(token)).status).toBe(200);
  });
});

describe('what a device let in', () => {
  it('names it, and goes along with it when that is asked for', async () => {
    const first = await pair(admin.token);
    const second = await pair(first.token);
    const third = await pair(second.token);
    const other = await pair(admin.token);
    const { items } = (await rig.call('GET', '/api/pairing/devices', { token: admin.token })).body;
    const inviterOf = (id: string) => items.find((one: { id: string }) => one.id === id).invitedBy;
    expect(inviterOf(first.id)).toBeNull();
    expect(inviterOf(third.id)).toEqual({ id: second.id, name: 'Phone' });
    const revoke = (id: string, body?: object) =>
      rig.call('POST', `/api/pairing/revoke/${id}`, { token: admin.token, ...(body && { body }) });
    await revoke(other.id);
    expect((await me(third.token)).status).toBe(200);
    await revoke(first.id, { invitedToo: true });
    for (const { token } of [first, second, third]) expect((await me(token)).status).toBe(401);
  });
});

describe('a paired device', () => {
  it('does not try its owner’s password', async () => {
    const { token } = await pair(admin.token);
    const body = { currentPassword: PASSWORD, newPassword: 'something else entirely' };
    const { status, body: problem } = await rig.call('POST', '/api/auth/password', { token, body });
    expect([status, problem.code]).toEqual([403, 'auth.forbidden']);
  });

  it('withdraws its own invitations, and none of its owner’s', async () => {
    const { token } = await pair(admin.token);
    const ofOwner = (await generate(admin.token)).body.pairingId;
    const own = (await generate(token)).body.pairingId;
    const withdraw = (id: string, by: string) => rig.call('DELETE', `/api/pairing/${id}`, { token: by });
    expect((await withdraw(ofOwner, token)).body.code).toBe('pairing.not-found');
    expect((await withdraw(own, token)).status).toBe(204);
    expect((await withdraw(ofOwner, admin.token)).status).toBe(204);
  });
});

describe('an invitation', () => {
  it('whose maker might invite no more in between is dead for good', async () => {
    const username = await rig.addUser('editor');
    const mia = await rig.signIn(username);
    const invitation = (await generate(mia.token)).body.token;
    for (const role of ['viewer', 'editor'])
      await rig.call('PATCH', `/api/users/${mia.userId}`, { token: admin.token, body: { role } });
    const body = { token: invitation, deviceName: 'Phone' };
    expect((await rig.call('POST', '/api/pairing/confirm', { body })).body.code).toBe('pairing.revoked');
  });
});

describe('at the same moment', () => {
  it('many invitations of one person are made', async () => {
    const mia = await rig.signIn(await rig.addUser('editor'));
    for (let round = 0; round < 3; round += 1) {
      const made = await Promise.all(Array.from({ length: 60 }, () => generate(mia.token)));
      expect(made.map(({ status }) => status)).toEqual(Array(60).fill(201));
    }
  });

  it('devices and their owner are removed while they refresh', async () => {
    for (let round = 0; round < 4; round += 1) {
      const username = await rig.addUser('editor');
      const mia = await rig.signIn(username);
      const devices: Paired[] = [];
      for (let i = 0; i < 8; i += 1) devices.push(await pair(mia.token));
      const forget = (id: string) => rig.call('DELETE', `/api/pairing/devices/${id}`, { token: admin.token });
      const answers = await Promise.all([
        ...devices.map(({ refreshToken }) =>
          rig.call('POST', '/api/auth/refresh', { body: { refreshToken } }),
        ),
        ...devices
          .slice(0, 4)
          .map(({ id }) => rig.call('POST', `/api/pairing/revoke/${id}`, { token: admin.token })),
        ...devices.map(({ id }) => forget(id)),
        rig.call('DELETE', `/api/users/${mia.userId}`, { token: admin.token }),
        ...devices.map(({ id }) => forget(id)),
      ]);
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    }
  });
});
