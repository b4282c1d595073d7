import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sumUpTallies } from '@hearth/catalog';
import type { FolderSummary } from '@hearth/contracts';
import { eventually } from '@hearth/testing';
import { LibraryRig } from '../../test/library-rig.js';

let rig: LibraryRig;

beforeAll(async () => {
  rig = await LibraryRig.start();
});
afterAll(() => rig.stop());

const list = async (query: string) => (await rig.call('GET', `/api/folders?${query}`, { as: 'viewer' })).body;
const counts = (folders: FolderSummary[]) =>
  folders.map(({ name, files, sizeBytes }) => [name, files, sizeBytes]);
const move = (path: string, newPath: string) =>
  rig.call('PATCH', '/api/folders', { body: { path, newPath } });

describe('a list of folders', () => {
  it('counts what lies below, shows the newest pictures, and has what is empty on the disk', async () => {
    await rig.put('list/10 May/a.jpg', { sha256: 'aa'.repeat(32) }, '12345');
    await rig.put(
      'list/10 May/deep/down/b.jpg',
      { sha256: 'bb'.repeat(32), taken_at: '2027-01-01T00:00:00Z' },
      '123',
    );
    await rig.put('list/9 May/c.jpg', { has_thumbnail: false }, '1');
    await rig.put('list/own.jpg', {}, '1234567');
    mkdirSync(join(rig.library, 'list/empty'));
    mkdirSync(join(rig.library, 'list/.thumbnails'));
    const body = await list('path=list');
    expect([body.path, body.files, body.sizeBytes, body.nextAfter]).toEqual(['list', 1, 7, null]);
    expect(counts(body.folders)).toEqual([
      ['9 May', 1, 1],
      ['10 May', 2, 8],
      ['empty', 0, 0],
    ]);
    expect(body.folders[1].path).toBe('list/10 May');
    expect(body.folders[1].coverUrls.map((url: string) => url.slice(6, 8))).toEqual(['aa']);
    expect(body.folders[0].coverUrls).toEqual([]);
    // The sums are made later, and nothing is counted twice then.
    await sumUpTallies(rig.media.database);
    const summed = await list('path=list');
    expect(counts(summed.folders)).toEqual(counts(body.folders));
    expect(summed.folders[1].coverUrls.map((url: string) => url.slice(6, 8))).toEqual(['bb', 'aa']);
  });

  it('goes with every change of files', async () => {
    const id = await rig.put('live/a/1.jpg', {}, '12345');
    const seen = async () => counts((await list('path=live')).folders);
    await rig.call('PATCH', `/api/files/${id}`, { body: { folder: 'live/b' } });
    expect(await seen()).toEqual([
      ['a', 0, 0],
      ['b', 1, 5],
    ]);
    await rig.call('DELETE', `/api/files/${id}`, { as: 'admin' });
    expect(await seen()).toEqual([
      ['a', 0, 0],
      ['b', 0, 0],
    ]);
  });

  it('has a part of them at a time', async () => {
    for (const name of ['1', '2', '3']) await rig.put(`paged/${name}/x.jpg`);
    const first = await list('path=paged&limit=2');
    expect([first.folders.length, first.nextAfter]).toEqual([2, '2']);
    expect(counts((await list('path=paged&limit=2&after=2')).folders).map(([name]) => name)).toEqual(['3']);
  });

  it('of a folder that is not there is none', async () => {
    expect((await list('path=nowhere')).code).toBe('folder.not-found');
    symlinkSync('/etc', join(rig.library, 'etc'));
    expect((await list('path=etc')).code).toBe('folder.not-found');
    expect((await list('path=../..')).code).toBe('request.invalid');
  });
});

describe('a new folder', () => {
  it('is on the disk, with those above it', async () => {
    const { status, body } = await rig.call('POST', '/api/folders', {
      body: { path: 'new/Cafe\u0301/2024' },
    });
    expect([status, body.path]).toEqual([201, 'new/Caf\u00e9/2024']);
    expect(existsSync(join(rig.library, 'new/Caf\u00e9/2024'))).toBe(true);
  });

  it.each([
    ['new', 409, 'folder.name-taken'],
    ['there.jpg', 409, 'folder.name-taken'],
    ['there.jpg/inside', 409, 'file.name-taken'],
    ['', 400, 'request.invalid'],
    ['a/../b', 400, 'request.invalid'],
    ['.hearth/x', 400, 'file.name-invalid'],
    ['con', 400, 'file.name-invalid'],
    ['x'.repeat(300), 400, 'file.name-invalid'],
  ])('%.30j answers %d', async (path, status, code) => {
    rig.write('new/x');
    rig.write('there.jpg');
    const answer = await rig.call('POST', '/api/folders', { body: { path } });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});

describe('a folder with another name', () => {
  it('has all that was in it, each file with its id', async () => {
    const [one, two] = [await rig.put('from/1.jpg'), await rig.put('from/deep/2.jpg')];
    const beside = await rig.put('from here/3.jpg');
    rig.write('from/unknown.txt');
    const { status, body } = await move('from', 'to/there');
    expect([status, body]).toEqual([200, { path: 'to/there', files: 2, filesToFollow: 0 }]);
    expect(await Promise.all([one, two, beside].map((id) => rig.placeOf(id)))).toEqual([
      'to/there/1.jpg',
      'to/there/deep/2.jpg',
      'from here/3.jpg',
    ]);
    expect([rig.read('to/there/unknown.txt'), rig.holds('from')]).toEqual(['from/unknown.txt', false]);
    expect(await rig.told(two)).toEqual(['changed']);
    expect(counts((await list('path=to')).folders)[0]?.slice(0, 2)).toEqual(['there', 2]);
  });

  it('takes along where files of it in the bin go back to', async () => {
    const id = await rig.put('bin from/1.jpg');
    await rig.call('DELETE', `/api/files/${id}`, { as: 'admin' });
    await move('bin from', 'bin to');
    await rig.call('POST', `/api/bin/${id}/restore`, { as: 'admin' });
    expect(rig.read('bin to/1.jpg')).toBe('bin from/1.jpg');
  });

  it('may differ in case or in how its accents are composed', async () => {
    const id = await rig.put('Cafe\u0301/1.jpg');
    expect((await move('Cafe\u0301', 'caf\u00e9')).status).toBe(200);
    expect((await move('caf\u00e9', 'CAF\u00c9')).status).toBe(200);
    expect(await rig.placeOf(id)).toBe('CAF\u00c9/1.jpg');
  });

  it.each([
    ['full', 'taken', 409, 'folder.name-taken'],
    ['full', 'nothing in it', 409, 'folder.name-taken'],
    ['full', 'caf\u00e9 2', 409, 'folder.name-taken'],
    ['full', 'full/inside', 409, 'folder.inside-itself'],
    ['nowhere', 'x', 404, 'folder.not-found'],
    ['etc', 'x', 404, 'folder.not-found'],
    ['full', '.hidden', 400, 'file.name-invalid'],
    ['.hearth', 'x', 400, 'file.name-invalid'],
    ['.hearth/bin', 'x', 400, 'file.name-invalid'],
    ['full', '../x', 400, 'request.invalid'],
  ])('from %s to %s answers %d', async (path, newPath, status, code) => {
    if (!rig.holds('full')) {
      rig.write('full/1.jpg');
      rig.write('taken/2.jpg');
      mkdirSync(join(rig.library, 'nothing in it'));
      rig.write('cafe\u0301 2/x');
    }
    const answer = await move(path, newPath);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect([rig.read('full/1.jpg'), rig.read('taken/2.jpg')]).toEqual(['full/1.jpg', 'taken/2.jpg']);
  });

  it('is listed and streamed all the while', async () => {
    await rig.media.database.query(
      `INSERT INTO catalog.files (id, folder, name, kind, mime_type, size_bytes, modified_at, mtime_ns, inode, state)
       SELECT gen_random_uuid(), 'many/' || n % 50, n || '.jpg', 'image', 'image/jpeg', 1, now(), 1, n, 'ready'
       FROM generate_series(1, 6000) n`,
    );
    mkdirSync(join(rig.library, 'many'));
    const seen = new Set<number>();
    let isDone = false;
    const moving = move('many', 'many more').finally(() => (isDone = true));
    while (!isDone) {
      const [before, after] = [await list('path=many'), await list('path=many more')];
      seen.add(before.code ? 404 : 200).add(after.code ? 404 : 200);
    }
    // So many are answered for once the folder lies at its new place; the others follow.
    expect((await moving).body).toEqual({ path: 'many more', files: 6_000, filesToFollow: 2_000 });
    const files = async () => {
      const { folders } = await list('path=many more');
      return folders.reduce((sum: number, one: FolderSummary) => sum + one.files, 0);
    };
    await eventually(files, (there) => there === 6_000, { what: 'all files at the new place' });
    await eventually(async () => (await rig.media.database.query('SELECT FROM catalog.moves')).length === 0);
  });
});
