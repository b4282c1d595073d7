import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { FileId } from '@hearth/contracts';
import { MediaRig, type SignedIn } from '../../test/media-rig.js';

let rig: MediaRig;
let viewer: SignedIn;
let elsewhere: SignedIn;
let files: FileId[];

beforeAll(async () => {
  rig = await MediaRig.start();
  const name = await rig.addUser('viewer');
  [viewer, elsewhere] = [await rig.signIn(name), await rig.signIn(name)];
  files = [await rig.addFile(), await rig.addFile(), await rig.addFile()];
});
afterAll(() => rig.stop());

const pin = (method: 'POST' | 'DELETE', id: string | undefined, { token } = viewer) =>
  rig.call(method, `/api/files/${id}/pin`, { token });
const pinned = async ({ token } = viewer, query = '') => {
  const { body } = await rig.call('GET', `/api/pins${query}`, { token });
  return { ...body, ids: body.items.map(({ id }: { id: string }) => id) };
};

it('belongs to the browser it was made in, once, the latest first', async () => {
  for (const id of [files[0], files[1], files[0]]) expect((await pin('POST', id)).status).toBe(204);
  expect((await pinned()).ids).toEqual([files[1], files[0]]);
  expect((await pinned(elsewhere)).ids).toEqual([]);
  expect((await pin('DELETE', files[0], elsewhere)).status).toBe(204);
  expect((await pinned()).ids).toHaveLength(2);
  const first = await pinned(viewer, '?limit=1');
  expect([first.ids, (await pinned(viewer, `?limit=1&cursor=${first.nextCursor}`)).ids]).toEqual([
    [files[1]],
    [files[0]],
  ]);
  for (const _ of [1, 2]) expect((await pin('DELETE', files[0])).status).toBe(204);
  expect((await pinned()).ids).toEqual([files[1]]);
});

it('is not made of what is not there, and of what has gone nothing is told', async () => {
  expect((await pin('POST', '0198c0de-0000-7000-8000-000000000001')).body.code).toBe('file.not-found');
  expect((await pin('POST', 'nonsense')).status).toBe(400);
  await pin('POST', files[2]);
  await rig.database.query(
    `UPDATE catalog.files SET unlisted_as = 'binned', unlisted_at = now() WHERE id = $1`,
    [files[2]],
  );
  expect((await pinned()).ids).not.toContain(files[2]);
});

it('goes with its session', async () => {
  await rig.call('POST', '/api/auth/logout', { token: viewer.token });
  await rig.database.query('DELETE FROM identity.sessions WHERE id = $1', [viewer.sessionId]);
  expect(
    await rig.database.query('SELECT FROM identity.pins WHERE session_id = $1', [viewer.sessionId]),
  ).toEqual([]);
});
