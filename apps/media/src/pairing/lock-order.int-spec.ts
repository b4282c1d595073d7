import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { eventually } from '@hearth/testing';
import type { QueryRunner } from 'typeorm';
import { MediaRig, type Answer, type SignedIn } from '../../test/media-rig.js';

jest.setTimeout(180_000);

const MOST_OPEN = 50;

let rig: MediaRig;
let admin: SignedIn;
let mia: SignedIn;
/** Another request in the midst of its transaction. */
let other: QueryRunner;

beforeAll(async () => {
  rig = await MediaRig.start();
  admin = await rig.signIn('admin');
});
afterAll(() => rig.stop());

beforeEach(async () => {
  mia = await rig.signIn(await rig.addUser('editor'));
  other = rig.database.createQueryRunner();
  await other.startTransaction();
});
afterEach(async () => {
  if (other.isTransactionActive) await other.rollbackTransaction();
  await other.release();
});

const invite = () =>
  rig.call('POST', '/api/pairing/generate', { token: mia.token, body: { role: 'viewer' } });

/** Once it waits for the other one. Fails where it is answered without. */
async function waits(answer: Promise<Answer>): Promise<void> {
  let early: Answer | undefined;
  void answer.then((answered) => (early = answered));
  const [{ pid }] = (await other.query('SELECT pg_backend_pid() AS pid')) as [{ pid: number }];
  await eventually(async () => {
    const [{ waiting }] = await rig.database.query<[{ waiting: number }]>(
      'SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))',
      [pid],
    );
    return waiting > 0 || early !== undefined;
  });
  expect(early).toBeUndefined();
}

/** Fails at once where somebody else holds them. */
const takeFree = (table: string, where: string, id: string) =>
  other.query(`SELECT 1 FROM identity.${table} WHERE ${where} = $1 FOR UPDATE NOWAIT`, [id]);

describe('requests that change the same rows wait for each other in one order alone', () => {
  it('an invitation is made while the oldest ones are just being withdrawn', async () => {
    for (let made = 0; made < MOST_OPEN; made += 1) await invite();
    await other.query('SELECT 1 FROM identity.pairings WHERE owner_id = $1 FOR UPDATE', [mia.userId]);
    expect((await invite()).status).toBe(201);
  });

  it('sessions of a person: whoever waits for the first of them holds none of the others', async () => {
    // The first by its id, and the last on the disk.
    const first = `00000000-0000-7000-8000-${randomBytes(6).toString('hex')}`;
    await rig.database.query(
      `INSERT INTO identity.sessions
       SELECT (jsonb_populate_record(s, jsonb_build_object('id', $2::text))).* FROM identity.sessions s WHERE id = $1`,
      [mia.sessionId, first],
    );
    await takeFree('sessions', 'id', first);
    const changed = rig.call('PATCH', `/api/users/${mia.userId}`, {
      token: admin.token,
      body: { role: 'viewer' },
    });
    await waits(changed);
    await takeFree('sessions', 'id', mia.sessionId);
    await other.commitTransaction();
    expect((await changed).status).toBe(200);
  });

  it('a device that is forgotten: whoever waits for its owner holds neither it nor its session', async () => {
    const body = { token: (await invite()).body.token, deviceName: 'Phone' };
    const { id } = (await rig.call('POST', '/api/pairing/confirm', { body })).body.device;
    await other.query('SELECT 1 FROM identity.users WHERE id = $1 FOR NO KEY UPDATE', [mia.userId]);
    const forgotten = rig.call('DELETE', `/api/pairing/devices/${id}`, { token: admin.token });
    await waits(forgotten);
    await takeFree('sessions', 'device_id', id);
    await takeFree('devices', 'id', id);
    await other.commitTransaction();
    expect((await forgotten).status).toBe(204);
  });
});
