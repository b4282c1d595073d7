import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FileId } from '@hearth/contracts';
import { LibraryRig } from '../../test/library-rig.js';

const NOBODYS = '0198c0de-0000-7000-8000-000000000001';

let rig: LibraryRig;
let files: FileId[];

beforeAll(async () => {
  rig = await LibraryRig.start();
  files = [];
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    files.push(await rig.put(`${name}.jpg`, { sha256: name.repeat(64) }));
  }
});
afterAll(() => rig.stop());

const make = async (...fileIds: FileId[]) =>
  (await rig.call('POST', '/api/albums', { body: { title: 'Summer', fileIds } })).body.id as string;
const see = async (id: string, query = '') =>
  (await rig.call('GET', `/api/albums/${id}${query}`, { as: 'viewer' })).body;
const order = async (id: string) =>
  (await see(id)).items.map(({ name }: { name: string }) => name[0]).join('');
const change = (id: string, body: object) => rig.call('PATCH', `/api/albums/${id}`, { body });
const told = async () => (await rig.media.outbox('catalog', 'hearth.catalog.album.changed.v1')).length;

describe('an album', () => {
  it('holds files in its own order, and is shown by its first picture', async () => {
    const before = await told();
    // In no album of another test.
    const [a, b, c, alone] = [
      await rig.put('own/a.jpg', { sha256: 'a'.repeat(64) }),
      await rig.put('own/b.jpg', { sha256: 'b'.repeat(64) }),
      await rig.put('own/c.jpg', { sha256: 'c'.repeat(64) }),
      await rig.put('own/d.jpg', { sha256: 'd'.repeat(64) }),
    ];
    const { status, body } = await rig.call('POST', '/api/albums', {
      body: { title: ' Summer ', fileIds: [c, a, b] },
    });
    expect([status, body.title, body.files, body.coverFileId]).toEqual([201, 'Summer', 3, null]);
    expect([await order(body.id), body.coverUrl.slice(3, 12)]).toEqual(['cab', 'cc/cccccc']);
    expect(await told()).toBe(before + 1);
    const list = (await rig.call('GET', `/api/albums?fileId=${a}`, { as: 'viewer' })).body.items;
    expect(list.map(({ id }: { id: string }) => id)).toContain(body.id);
    expect((await rig.call('GET', `/api/albums?fileId=${alone}`)).body.items).toEqual([]);
    expect((await rig.call('GET', `/api/files/${a}`)).body.albums).toEqual([
      { id: body.id, title: 'Summer' },
    ]);
    expect((await rig.call('GET', `/api/files/${alone}`)).body.albums).toEqual([]);
  });

  it.each([
    [['e'], 'a', 'eabcd'],
    [['d', 'b'], 'a', 'dbace'],
    [['a'], null, 'bcdea'],
    [['b', 'c'], 'e', 'adbce'],
    [['a'], 'b', 'abcde'],
  ])('puts %j before %s: %s', async (moved, before, expected) => {
    const id = await make(...files);
    const of = (letter: string | null) =>
      letter === null ? null : (files['abcde'.indexOf(letter)] as FileId);
    expect((await change(id, { move: { fileIds: moved.map(of), before: of(before) } })).status).toBe(200);
    expect(await order(id)).toBe(expected);
    // And again from there.
    await change(id, { move: { fileIds: [files[0]], before: null } });
    expect(await order(id)).toBe(`${expected.replace('a', '')}a`);
  });

  it('is read in pages, each file once', async () => {
    const id = await make(...files);
    const first = await see(id, '?limit=2');
    const second = await see(id, `?limit=2&cursor=${first.nextCursor}`);
    const third = await see(id, `?limit=2&cursor=${second.nextCursor}`);
    const names = [first, second, third].flatMap(({ items }) => items).map(({ name }) => name[0]);
    expect([names.join(''), third.nextCursor]).toEqual(['abcde', null]);
    expect((await see(id, '?cursor=e30')).code).toBe('request.invalid');
  });

  it('takes files, each once, and lets them go', async () => {
    const id = await make(files[0] as FileId);
    const added = await rig.call('POST', `/api/albums/${id}/files`, {
      body: { fileIds: [files[1], NOBODYS, files[0]] },
    });
    expect(added.body.items.map(({ code, outcome }: Record<string, string>) => code ?? outcome)).toEqual([
      'done',
      'file.not-found',
      'done',
    ]);
    expect(await order(id)).toBe('ab');
    await rig.call('DELETE', `/api/albums/${id}/files`, { body: { fileIds: [files[0]] } });
    expect([await order(id), rig.holds('a.jpg')]).toEqual(['b', true]);
  });

  it('survives that its files are renamed, moved and in the bin for a while', async () => {
    const moved = await rig.put('g/z.jpg');
    const id = await make(files[0] as FileId, moved, files[1] as FileId);
    await change(id, { coverFileId: moved });
    await rig.call('PATCH', `/api/files/${moved}`, { body: { name: 'y.jpg', folder: 'h' } });
    expect(await order(id)).toBe('ayb');
    await rig.call('DELETE', `/api/files/${moved}`, { as: 'admin' });
    const without = await see(id);
    expect([await order(id), without.files, without.coverUrl.slice(3, 5)]).toEqual(['ab', 2, 'aa']);
    await rig.call('POST', `/api/bin/${moved}/restore`, { as: 'admin' });
    expect([await order(id), (await see(id)).coverFileId]).toEqual(['ayb', moved]);
    await rig.call('DELETE', `/api/files/${moved}?permanent=true`, { as: 'admin' });
    expect([await order(id), (await see(id)).coverFileId]).toEqual(['ab', null]);
  });

  it('narrows the library to its files, also together with other filters', async () => {
    const [a, , c] = files as [FileId, FileId, FileId];
    const id = await make(c, a);
    const found = async (query: string) =>
      (await rig.call('GET', `/api/files?album=${id}&sort=name${query}`, { as: 'viewer' })).body.items
        .map(({ name }: { name: string }) => name[0])
        .join('');
    expect([await found(''), await found('&type=image'), await found('&type=video')]).toEqual([
      'ac',
      'ac',
      '',
    ]);
    await rig.call('DELETE', `/api/albums/${id}/files`, { body: { fileIds: [a] } });
    expect(await found('')).toBe('c');
  });

  it('goes without its files', async () => {
    const id = await make(files[0] as FileId);
    expect((await rig.call('DELETE', `/api/albums/${id}`)).status).toBe(204);
    expect([(await see(id)).code, rig.holds('a.jpg')]).toEqual(['album.not-found', true]);
    expect((await rig.call('DELETE', `/api/albums/${id}`)).body.code).toBe('album.not-found');
  });

  it.each([
    [{ title: '' }, 'request.invalid'],
    [{ title: 'a\u202eb' }, 'request.invalid'],
    [{}, 'request.invalid'],
    [{ coverFileId: NOBODYS }, 'file.not-found'],
    [{ move: { fileIds: [NOBODYS], before: null } }, 'file.not-found'],
  ])('is not changed by %j', async (body, code) => {
    expect((await change(await make(files[0] as FileId), body)).body.code).toBe(code);
  });

  it('is not made of what is not listed', async () => {
    const body = { title: 'x', fileIds: [NOBODYS] };
    expect((await rig.call('POST', '/api/albums', { body })).body.code).toBe('file.not-found');
  });
});
