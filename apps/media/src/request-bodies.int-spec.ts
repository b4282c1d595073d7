import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '@hearth/testing';
import { MediaRig, type SignedIn } from '../test/media-rig.js';

jest.setTimeout(180_000);

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

  it.each([
    ['too large', 'x'.repeat(20_000)],
    ['no JSON', '{'],
    ['nested too deeply', '['.repeat(100)],
  ])(
    'that is %s leaves the connection open: nginx, which still sends, would only see that we hung up',
    async (_, text) => {
      const { status, headers } = await post('/api/auth/login', text);
      expect(status).toBeLessThan(500);
      expect(headers['connection']).not.toBe('close');
    },
  );

  it('of a question after a thousand files is read', async () => {
    const file = { name: 'ä'.repeat(120), sizeBytes: 1, modifiedAt: '2026-01-01T00:00:00Z' };
    const files = Array.from({ length: 1_000 }, () => ({ ...file, sha256: 'ab'.repeat(32) }));
    const body = JSON.stringify({ files });
    expect(Buffer.byteLength(body)).toBeGreaterThan(256 * 1024);
    const answer = await post(`/api/sync/${crypto.randomUUID()}/check`, body, admin.token);
    expect(answer.body.code).toBe('device.not-found');
  });
});

describe('many heavy requests', () => {
  let viewer: SignedIn;
  const list = (token: string) => rig.call('GET', '/api/files', { token });

  beforeAll(async () => {
    viewer = await rig.signIn(await rig.addUser('viewer'));
  });

  /** While no list can be answered, so that all of them wait. */
  async function whileTheCatalogueIsLocked(ask: () => Promise<void>): Promise<void> {
    await rig.database.transaction(async (manager) => {
      await manager.query('LOCK TABLE catalog.files IN ACCESS EXCLUSIVE MODE');
      await ask();
    });
  }

  /** Until so many lists wait for the catalogue. Others wait as well: sweeps of ours, and whoever else has this Postgres. */
  const untilListsWait = (count: number) =>
    eventually(
      () =>
        rig.database.query<{ waiting: number }[]>(
          `SELECT count(*)::int AS waiting FROM pg_stat_activity
           WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%AS sort_value%'`,
        ),
      ([row]) => row?.waiting === count,
    );

  it('of one person wait for each other, and nobody else for them', async () => {
    const answered: string[] = [];
    const asked: Promise<unknown>[] = [];
    await whileTheCatalogueIsLocked(async () => {
      for (let i = 0; i < 40; i += 1) asked.push(list(admin.token).then(() => answered.push('noisy')));
      asked.push(list(viewer.token).then(() => answered.push('quiet')));
      // Three of the one and that of the other have come as far as they get.
      await untilListsWait(4);
      // One that is not heavy is answered meanwhile.
      expect((await rig.call('GET', '/api/auth/me', { token: viewer.token })).status).toBe(200);
    });
    await Promise.all(asked);
    expect(answered).toHaveLength(41);
    expect(answered.indexOf('quiet')).toBeLessThan(15);
  });

  it('are refused when there is no end to them', async () => {
    const asked: Promise<{ status: number; body: { code?: string } }>[] = [];
    await whileTheCatalogueIsLocked(async () => {
      for (let i = 0; i < 80; i += 1) asked.push(list(admin.token));
      await Promise.race(asked);
    });
    const answers = await Promise.all(asked);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const { body } of refused) expect(body.code).toBe('request.rate-limited');
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(80 - refused.length);
    expect((await list(viewer.token)).status).toBe(200);
  });
});

describe('wrong tokens without end', () => {
  it('are not looked at any more after a while; right ones are', async () => {
    const ip = '192.168.7.7';
    const me = (token: string) => rig.call('GET', '/api/auth/me', { token, ip });
    await me(admin.token);
    const tries: number[] = [];
    while (tries.at(-1) !== 429 && tries.length < 2_000)
      tries.push((await me(`a.b${tries.length}.c`)).status);
    expect(tries.length).toBeGreaterThan(100);
    expect(tries.slice(0, -1).every((status) => status === 401)).toBe(true);
    expect(tries.at(-1)).toBe(429);
    expect((await me(admin.token)).status).toBe(200);
    expect((await rig.call('GET', '/api/auth/me', { token: 'a.b.c', ip: '192.168.7.8' })).status).toBe(401);
  });
});
