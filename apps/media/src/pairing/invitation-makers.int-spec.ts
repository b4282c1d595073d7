import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { MediaRig, type SignedIn } from '../../test/media-rig.js';

jest.setTimeout(180_000);

let rig: MediaRig;
let editor: SignedIn;

beforeAll(async () => {
  rig = await MediaRig.start();
  editor = await rig.signIn(await rig.addUser('editor'));
});
afterAll(() => rig.stop());

/** Each from another address, as codes that let nobody in count as guesses. */
let addresses = 0;
const ask = (what: string, body: object) =>
  rig.call('POST', `/api/pairing/${what}`, { body, ip: `10.0.0.${(addresses += 1)}` });
const confirm = (body: object) => ask('confirm', { deviceName: 'A phone', ...body });
const inspect = (body: object) => ask('inspect', body);

describe('an invitation of', () => {
  const open = async ({ token }: { token: string }, role = 'editor') =>
    (await rig.call('POST', '/api/pairing/generate', { token, body: { role } })).body;
  const expectWithdrawn = async ({ token, code }: { token: string; code: string }) => {
    const before = await countDevices();
    for (const secret of [{ token }, { code }]) {
      for (const { status, body } of [await inspect(secret), await confirm(secret)])
        expect([status, body.code]).toEqual([410, 'pairing.revoked']);
    }
    expect(await countDevices()).toBe(before);
  };

  it.each([
    ['signed out', 'POST', '/api/pairing/revoke/:id', undefined],
    ['forgotten', 'DELETE', '/api/pairing/devices/:id', undefined],
    ['given a lower role', 'PATCH', '/api/pairing/devices/:id', { role: 'viewer' }],
  ])('a device that was %s lets nobody in', async (_, method, path, body) => {
    const maker = await pairedBy(editor.token);
    const invitations = [await open(maker), await open(maker, 'viewer')];
    const done = await rig.call(method, path.replace(':id', maker.device.id), { token: editor.token, body });
    expect(done.status).toBeLessThan(300);
    for (const invitation of invitations) await expectWithdrawn(invitation);
  });

  it('somebody whose password was set anew lets nobody in', async () => {
    const owner = await rig.signIn(await rig.addUser('editor'));
    const invitation = await open(owner);
    await changePerson(owner, { password: 'another horse battery' });
    await expectWithdrawn(invitation);
  });

  it('somebody who may invite no more lets nobody in', async () => {
    const owner = await rig.signIn(await rig.addUser('editor'));
    const invitation = await open(owner);
    await changePerson(owner, { role: 'viewer' });
    await expectWithdrawn(invitation);
  });

  it('a session that has expired lets nobody in', async () => {
    const owner = await rig.signIn(await rig.addUser('editor'));
    const invitation = await open(owner);
    await rig.database.query('UPDATE identity.refresh_tokens SET expires_at = now() WHERE session_id = $1', [
      owner.sessionId,
    ]);
    await expectWithdrawn(invitation);
  });

  it('somebody who makes more than fifty holds for the newest fifty', async () => {
    const owner = await rig.signIn(await rig.addUser('editor'));
    const invitations = [];
    for (let i = 0; i < 52; i += 1) invitations.push(await open(owner));
    const states = await Promise.all(invitations.map(async ({ token }) => (await inspect({ token })).status));
    expect(states).toEqual([410, 410, ...Array(50).fill(200)]);
  });

  it('a session that goes on holds after a refresh', async () => {
    const owner = await rig.signIn(await rig.addUser('editor'));
    const { token } = await open(owner);
    await rig.call('POST', '/api/auth/refresh', { body: { refreshToken: owner.refreshToken } });
    expect((await confirm({ token })).status).toBe(201);
  });
});

async function pairedBy(
  token: string,
): Promise<{ token: string; refreshToken: string; device: { id: string } }> {
  const invitation = await rig.call('POST', '/api/pairing/generate', { token, body: { role: 'editor' } });
  return (await confirm({ token: invitation.body.token })).body;
}

async function changePerson({ userId }: SignedIn, body: object): Promise<void> {
  const { token } = await rig.signIn('admin');
  expect((await rig.call('PATCH', `/api/users/${userId}`, { token, body })).status).toBe(200);
}

async function countDevices(): Promise<number> {
  const [row] = await rig.database.query('SELECT count(*)::int AS count FROM identity.devices');
  return row.count;
}
