import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sumUpTallies } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { LibraryRig } from '../../test/library-rig.js';

let rig: LibraryRig;

beforeAll(async () => {
  rig = await LibraryRig.start();
});
afterAll(() => rig.stop());

const get = async (path: string) => (await rig.call('GET', path, { as: 'viewer' })).body;

describe('tags', () => {
  const tags = async (query = '') =>
    (await get(`/api/tags${query}`)).items.map(
      ({ tag, files }: { tag: string; files: number }) => `${tag} ${files}`,
    );

  it('are listed with how many files have them, whatever happens to these', async () => {
    const one = await rig.put('1.jpg', { sha256: null, tags: ['sea', 'Trip 10'] });
    await rig.put('2.jpg', { sha256: null, tags: ['sea', 'Trip 9'] });
    await rig.put('unlisted.jpg', { tags: ['secret'], unlisted_as: 'vanished', unlisted_at: new Date() });
    expect(await tags()).toEqual(['sea 2', 'Trip 9 1', 'Trip 10 1']);
    await rig.call('PATCH', `/api/files/${one}`, { body: { tags: ['été'] } });
    await sumUpTallies(rig.media.database);
    expect(await tags()).toEqual(['été 1', 'sea 1', 'Trip 9 1']);
    await rig.call('DELETE', `/api/files/${one}`, { as: 'admin' });
    expect(await tags()).toEqual(['sea 1', 'Trip 9 1']);
    await rig.call('POST', `/api/bin/${one}/restore`, { as: 'admin' });
    expect(await tags()).toEqual(['été 1', 'sea 1', 'Trip 9 1']);
  });

  it('are found by a part of them, and read in pages', async () => {
    expect(await tags('?query=TRIP')).toEqual(['Trip 9 1']);
    expect(await tags('?query=%25')).toEqual([]);
    const first = await get('/api/tags?limit=2');
    const second = await get(`/api/tags?limit=2&cursor=${first.nextCursor}`);
    expect([
      first.items.length,
      second.items.map(({ tag }: { tag: string }) => tag),
      second.nextCursor,
    ]).toEqual([2, ['Trip 9'], null]);
    expect((await get('/api/tags?cursor=x')).code).toBe('request.invalid');
  });

  it('count what changed in every way at once as a count of all files would', async () => {
    const { database } = rig.media;
    await database.query(`
      INSERT INTO catalog.files (id, folder, name, kind, mime_type, size_bytes, modified_at, mtime_ns, inode, tags)
      SELECT gen_random_uuid(), 'bulk/' || n % 7, n || '.jpg', 'image', 'image/jpeg', n, now(), 1, n, ARRAY['t' || n % 5]
      FROM generate_series(1, 1000) n`);
    await database.query(
      `UPDATE catalog.files SET folder = 'bulk/0', tags = tags || 'more'::text WHERE size_bytes % 3 = 0`,
    );
    await sumUpTallies(database);
    await database.query(
      `UPDATE catalog.files SET unlisted_as = 'binned', unlisted_at = now() WHERE size_bytes % 11 = 0`,
    );
    await database.query(`DELETE FROM catalog.files WHERE size_bytes % 13 = 0`);
    const counted = await database.query(`
      SELECT kind, key, sum(files)::int AS files, sum(size_bytes)::int AS bytes FROM (
        SELECT kind, key, files, size_bytes FROM catalog.tallies
        UNION ALL SELECT kind, key, files, size_bytes FROM catalog.tally_changes) t
      GROUP BY kind, key HAVING sum(files) <> 0 ORDER BY kind, key COLLATE "C"`);
    const expected = await database.query(`
      SELECT * FROM (
        SELECT 'folder' AS kind, folder AS key, count(*)::int AS files, sum(size_bytes)::int AS bytes
        FROM catalog.files WHERE unlisted_as IS NULL GROUP BY folder
        UNION ALL SELECT 'tag', tag, count(*)::int, 0 FROM catalog.files, unnest(tags) tag WHERE unlisted_as IS NULL GROUP BY tag) t
      ORDER BY kind, key COLLATE "C"`);
    expect(counted).toEqual(expected);
  });
});

describe('duplicates', () => {
  it('are files of equal content side by side, in pages; what is not listed or empty is none', async () => {
    const of = (letter: string, columns: object = {}) =>
      rig.put(`dup/${letter}/${Math.random()}.jpg`, { sha256: letter.repeat(64), ...columns });
    const c: FileId[] = [await of('c'), await of('c'), await of('c')];
    const d = [await of('d'), await of('d')];
    await of('e');
    await of('e', { unlisted_as: 'binned', unlisted_at: new Date() });
    await of('f', { size_bytes: 0 });
    await of('f', { size_bytes: 0 });
    const first = await get('/api/duplicates?limit=1');
    const second = await get(`/api/duplicates?limit=1&cursor=${first.nextCursor}`);
    const groups = [...first.items, ...second.items].map(({ count, files }) => [
      count,
      files.map(({ id }: { id: FileId }) => id),
    ]);
    expect(groups).toEqual([
      [3, c],
      [2, d],
    ]);
    expect(second.nextCursor).toBeNull();
  });
});

describe('near duplicates', () => {
  it('are different pictures that look alike, in pages, of equal ones a single file', async () => {
    const of = (letter: string) =>
      rig.put(`near/${letter}/${Math.random()}.jpg`, { sha256: letter.repeat(64) });
    const [first, second, , far, farther] = [
      await of('1'),
      await of('2'),
      await of('2'),
      await of('3'),
      await of('4'),
    ];
    const alone = await of('5');
    for (const [letter, group] of Object.entries({ 1: '1', 2: '1', 3: '3', 4: '3', 5: '5' })) {
      await rig.media.database.query(
        `INSERT INTO catalog.picture_hashes (sha256, hash, bands, near_group) VALUES ($1, 1, '{}', $2)`,
        [letter.repeat(64), group.repeat(64)],
      );
    }
    const page = await get('/api/near-duplicates?limit=1');
    const next = await get(`/api/near-duplicates?limit=1&cursor=${page.nextCursor}`);
    const groups = [...page.items, ...next.items].map(({ count, files }) => [
      count,
      files.map(({ id }: { id: FileId }) => id),
    ]);
    expect(groups).toEqual([
      [2, [first, second]],
      [2, [far, farther]],
    ]);
    expect([next.nextCursor, JSON.stringify(groups).includes(alone)]).toEqual([null, false]);
    expect((await rig.call('GET', '/api/near-duplicates?cursor=nonsense', { as: 'viewer' })).status).toBe(
      400,
    );
  });
});
