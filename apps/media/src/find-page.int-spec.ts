import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MediaRig, type SignedIn } from '../test/media-rig.js';

let rig: MediaRig;
let admin: SignedIn;

beforeAll(async () => {
  rig = await MediaRig.start();
  admin = await rig.signIn('admin');
  for (const role of ['viewer', 'editor', 'viewer', 'editor'] as const) await rig.addUser(role);
  for (let n = 0; n < 4; n += 1) await rig.signIn('admin');
  // Two of the same moment, so that the moment alone does not say where a page ends.
  await rig.database.query(
    `INSERT INTO identity.devices (id, owner_id, name, role, paired_at)
     SELECT gen_random_uuid(), $1, 'phone ' || n, 'viewer', now() - n / 2 * interval '1 minute'
     FROM generate_series(1, 5) AS n`,
    [admin.userId],
  );
});
afterAll(() => rig?.stop());

const get = async (path: string, query: string) =>
  rig.call('GET', `${path}?${query}`, { token: admin.token });

describe.each(['/api/users', '/api/auth/sessions', '/api/pairing/devices'])('%s', (path) => {
  const idsOf = ({ body }: { body: { items: { id: string }[] } }) => body.items.map(({ id }) => id);

  it('gives by its cursors, two at a time, what it gives as a whole', async () => {
    const all = await get(path, '');
    expect([idsOf(all).length, all.body.nextCursor, all.body.total]).toEqual([5, null, undefined]);
    const ids: string[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 3; pages += 1) {
      const page = await get(path, `limit=2${cursor && `&cursor=${cursor}`}`);
      ids.push(...idsOf(page));
      cursor = page.body.nextCursor;
    }
    expect(cursor).toBeNull();
    expect(ids).toEqual(idsOf(all));
  });

  it('gives numbered pages with the total', async () => {
    const all = idsOf(await get(path, ''));
    const second = await get(path, 'page=2&pageSize=2');
    expect([idsOf(second), second.body.total]).toEqual([all.slice(2, 4), 5]);
    expect(Object.keys(second.body.items[0])).not.toContain('pageKey');
  });

  it.each(['limit=0', 'limit=201', 'cursor=x', 'cursor=WyJcdTAwMDAiLCJ4Il0'])('refuses %s', async (query) => {
    expect((await get(path, query)).body.code).toBe('request.invalid');
  });
});
