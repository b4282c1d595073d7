import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { DeviceKey } from '../../test/device-key.js';
import { MediaRig } from '../../test/media-rig.js';

jest.setTimeout(180_000);

let rig: MediaRig;
const key = new DeviceKey();

beforeAll(async () => {
  rig = await MediaRig.start();
});
afterAll(() => rig.stop());

const signIn = async () => {
  const body = { username: 'admin', password: 'correct horse battery', publicKey: key.publicKey };
  const { status, body: session } = await rig.call('POST', '/api/auth/login', { body });
  expect(status).toBe(200);
  return session;
};
const refresh = (refreshToken: string, proof = key.prove()) =>
  rig.call('POST', '/api/auth/refresh', { body: { refreshToken }, headers: { dpop: proof } });
const changeToken = (token: string, assignment: string) =>
  rig.database.query(`UPDATE identity.refresh_tokens SET ${assignment} WHERE hash = sha256($1::bytea)`, [
    token,
  ]);
const ageByADay = (token: string) => changeToken(token, `used_at = used_at - interval '1 day'`);

describe('who proves the key of a session', () => {
  it('is told again what was lost on the way, however late', async () => {
    const { refreshToken } = await signIn();
    const lost = (await refresh(refreshToken)).body.refreshToken;
    await ageByADay(refreshToken);
    const { status, body } = await refresh(refreshToken);
    expect([status, body.refreshToken]).toEqual([200, lost]);
    expect((await refresh(body.refreshToken)).status).toBe(200);
  });

  it('is not told again what was presented since: then there are two holders', async () => {
    const { refreshToken } = await signIn();
    const second = (await refresh(refreshToken)).body.refreshToken;
    const third = (await refresh(second)).body.refreshToken;
    await ageByADay(refreshToken);
    expect((await refresh(refreshToken)).body.code).toBe('auth.refresh-reused');
    expect((await refresh(third)).body.code).toBe('auth.session-revoked');
  });

  it('is not let in by a successor that has expired', async () => {
    const { refreshToken } = await signIn();
    const lost = (await refresh(refreshToken)).body.refreshToken;
    await ageByADay(refreshToken);
    await changeToken(lost, 'expires_at = now()');
    expect((await refresh(refreshToken)).body.code).toBe('auth.token-expired');
  });
});

describe('while Redis hangs', () => {
  it('refreshes wait for it without keeping the database from others', async () => {
    const sessions = [];
    // One by one: of many attempts at once, those past the limit are refused.
    for (let count = 0; count < 12; count++) sessions.push(await signIn());
    const redis = new Redis(rig.stores.redis.url);
    await redis.client('PAUSE', 30_000, 'WRITE');
    try {
      const refreshes = sessions.map(({ refreshToken }) => refresh(refreshToken));
      const listing = rig.call('GET', '/api/pairing/devices', { token: sessions[0].token });
      const [first, listed] = [await Promise.race([listing, ...refreshes]), await listing];
      expect([first.status, first === listed]).toEqual([200, true]);
      const refused = await Promise.all(refreshes);
      expect(refused.map(({ status }) => status)).toEqual(sessions.map(() => 503));
    } finally {
      await redis.client('UNPAUSE');
      redis.disconnect();
    }
  });
});
