import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FileId } from '@hearth/contracts';
import { LibraryRig } from '../../test/library-rig.js';
import { BinSweep } from './bin-sweep.js';

let rig: LibraryRig;

beforeAll(async () => {
  rig = await LibraryRig.start();
});
afterAll(() => rig.stop());

const remove = (id: FileId, as: 'editor' | 'admin' = 'admin', query = '') =>
  rig.call('DELETE', `/api/files/${id}${query}`, { as });
const restore = (id: FileId) => rig.call('POST', `/api/bin/${id}/restore`, { as: 'admin' });
const binned = async (as: 'editor' | 'admin') =>
  (await rig.call('GET', '/api/bin', { as })).body.items.map(({ id }: { id: FileId }) => id);

describe('the bin', () => {
  it('takes a file, which stands in no list and is not served any more, and gives it back', async () => {
    const id = await rig.put('a/film.jpg', { tags: ['sea'], favourite: true });
    expect((await remove(id)).status).toBe(204);
    expect([rig.holds('a/film.jpg'), rig.read(`.hearth/bin/${id}/film.jpg`)]).toEqual([false, 'a/film.jpg']);
    expect((await rig.call('GET', `/api/files/${id}`)).status).toBe(404);
    expect((await rig.call('GET', `/api/files/${id}/stream`)).status).toBe(404);
    expect((await rig.call('PATCH', `/api/files/${id}`, { body: { tags: [] } })).status).toBe(404);
    expect(await binned('admin')).toContain(id);

    const { status, body } = await restore(id);
    expect([status, body]).toEqual([200, { id, folder: 'a', name: 'film.jpg', renamed: false }]);
    expect([rig.read('a/film.jpg'), rig.holds(`.hearth/bin/${id}`)]).toEqual(['a/film.jpg', false]);
    expect((await rig.call('GET', `/api/files/${id}`)).body).toMatchObject({
      tags: ['sea'],
      favourite: true,
    });
    expect(await rig.told(id)).toEqual(['removed', 'added']);
    expect((await restore(id)).body.code).toBe('file.not-found');
  });

  it('says that it takes too long where its rows cannot be read', async () => {
    const holding = rig.media.database.createQueryRunner();
    try {
      await holding.startTransaction();
      await holding.query('LOCK TABLE catalog.files IN ACCESS EXCLUSIVE MODE');
      const { status, body } = await rig.call('GET', '/api/bin?page=9', { as: 'admin' });
      expect([status, body.code]).toEqual([503, 'library.too-slow']);
    } finally {
      await holding.rollbackTransaction();
      await holding.release();
    }
  });

  it('says when a file went there and when it goes for good', async () => {
    const id = await rig.put('a/dated.jpg');
    await remove(id);
    const { items } = (await rig.call('GET', '/api/bin?limit=1', { as: 'admin' })).body;
    const days = (Date.parse(items[0].expiresAt) - Date.parse(items[0].binnedAt)) / 86_400_000;
    expect([items[0].id, items[0].folder, days]).toEqual([id, 'a', 30]);
  });

  it('never overwrites: what has the name meanwhile stays, and the file comes back under another', async () => {
    const id = await rig.put('b/film.jpg');
    await remove(id);
    rig.write('b/film.jpg', 'another');
    expect((await restore(id)).body).toEqual({ id, folder: 'b', name: 'film (2).jpg', renamed: true });
    expect([rig.read('b/film.jpg'), rig.read('b/film (2).jpg')]).toEqual(['another', 'b/film.jpg']);
  });

  it('makes the folder anew that was deleted meanwhile, and gives two of one name a place each', async () => {
    const first = await rig.put('c/d/film.jpg');
    await remove(first);
    const second = await rig.put('c/d/film.jpg', {}, 'the second');
    await remove(second);
    const { items } = (
      await rig.call('POST', '/api/bin/restore', { as: 'admin', body: { fileIds: [first, second] } })
    ).body;
    expect(items.map(({ name, renamed }: Record<string, unknown>) => [name, renamed])).toEqual([
      ['film.jpg', false],
      ['film (2).jpg', true],
    ]);
    expect(rig.read('c/d/film (2).jpg')).toBe('the second');
  });

  it('takes and gives back the film of a Live Photo with its still', async () => {
    const still = await rig.put('e/1.HEIC');
    const film = await rig.put('e/1.MOV', {
      ...{ unlisted_as: 'motion-part', unlisted_at: new Date(), live_photo_of: still },
    });
    await rig.media.database.query('UPDATE catalog.files SET live_photo_of = $2 WHERE id = $1', [
      still,
      film,
    ]);
    await remove(still);
    expect([rig.holds('e/1.MOV'), await binned('admin')]).toEqual([
      false,
      expect.not.arrayContaining([film]),
    ]);
    await restore(still);
    expect([rig.read('e/1.MOV'), (await rig.row(film))?.['unlisted_as']]).toEqual(['e/1.MOV', 'motion-part']);
  });

  it('is for editors what they have brought in', async () => {
    const mine = await rig.put('f/mine.jpg', { uploaded_by: rig.people.editor.userId });
    const theirs = await rig.put('f/theirs.jpg', { uploaded_by: rig.people.admin.userId });
    expect((await remove(theirs, 'editor')).body.code).toBe('auth.forbidden');
    expect((await remove(mine, 'editor')).status).toBe(204);
    await remove(theirs);
    expect(await binned('editor')).toEqual([mine]);
    expect((await rig.call('POST', `/api/bin/${theirs}/restore`)).body.code).toBe('file.not-found');
    expect((await rig.call('POST', `/api/bin/${mine}/restore`)).status).toBe(200);
  });

  it('is listed in pages, each file once', async () => {
    for (const name of ['1', '2', '3']) await remove(await rig.put(`g/${name}.jpg`));
    const all = await binned('admin');
    const seen: FileId[] = [];
    for (let cursor = ''; ;) {
      const { body } = await rig.call('GET', `/api/bin?limit=2${cursor}`, { as: 'admin' });
      seen.push(...body.items.map(({ id }: { id: FileId }) => id));
      if (body.nextCursor === null) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(seen).toEqual(all);
    const numbered = (await rig.call('GET', '/api/bin?page=1&pageSize=2', { as: 'admin' })).body;
    expect([numbered.items.length, numbered.total]).toEqual([2, all.length]);
    expect((await rig.call('GET', '/api/bin?cursor=x', { as: 'admin' })).status).toBe(400);
  });
});

describe('for good', () => {
  it('an admin deletes a file, listed or in the bin, and nobody else does', async () => {
    const [listed, inBin] = [await rig.put('h/1.jpg'), await rig.put('h/2.jpg')];
    const mine = await rig.put('h/3.jpg', { uploaded_by: rig.people.editor.userId });
    await remove(inBin);
    expect((await remove(mine, 'editor', '?permanent=true')).body.code).toBe('auth.forbidden');
    expect((await remove(listed, 'admin', '?permanent=true')).status).toBe(204);
    expect((await remove(inBin, 'admin', '?permanent=true')).status).toBe(204);
    expect([rig.holds('h/1.jpg'), rig.holds(`.hearth/bin/${inBin}`), rig.holds('h/3.jpg')]).toEqual([
      false,
      false,
      true,
    ]);
    expect([await rig.row(listed), await rig.row(inBin)]).toEqual([undefined, undefined]);
    expect(await rig.told(listed)).toEqual(['removed']);
    expect((await remove(listed, 'admin', '?permanent=true')).body.code).toBe('file.not-found');
  });

  it('goes what has been in the bin for 30 days, and not what came there yesterday', async () => {
    const [old, recent] = [await rig.put('i/old.jpg'), await rig.put('i/recent.jpg')];
    for (const id of [old, recent]) await remove(id);
    const ago = async (id: FileId, days: number) =>
      rig.media.database.query(
        `UPDATE catalog.files SET unlisted_at = now() - $2::int * interval '1 day' WHERE id = $1`,
        [id, days],
      );
    await ago(old, 31);
    await ago(recent, 29);
    await rig.media.app.get(BinSweep).run();
    expect([rig.holds(`.hearth/bin/${old}`), rig.holds(`.hearth/bin/${recent}`)]).toEqual([false, true]);
    expect([await rig.row(old), (await rig.row(recent))?.['unlisted_as']]).toEqual([undefined, 'binned']);
  });

  it('goes all that is in the bin when it is emptied', async () => {
    const ids = [await rig.put('j/1.jpg'), await rig.put('j/2.jpg')];
    for (const id of ids) await remove(id);
    const { body } = await rig.call('DELETE', '/api/bin', { as: 'admin' });
    expect(body.removed).toBeGreaterThanOrEqual(2);
    expect([await binned('admin'), rig.holds(`.hearth/bin/${ids[0]}`)]).toEqual([[], false]);
  });
});
