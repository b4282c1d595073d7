import { linkSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { diskDigest, findFilesToTurn, mtimeMsOf, recordOutcome, recordTurn } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { LibraryRig } from '../../test/library-rig.js';

const NOBODYS = '0198c0de-0000-7000-8000-000000000001';

let rig: LibraryRig;

beforeAll(async () => {
  rig = await LibraryRig.start();
});
afterAll(() => rig.stop());

const change = (id: string, body: object) => rig.call('PATCH', `/api/files/${id}`, { body });
const batch = async (body: object, as: 'editor' | 'admin' = 'editor') =>
  (await rig.call('POST', '/api/files/batch', { as, body })).body.items;

describe('a new name', () => {
  it('is the file’s on the disk too, which keeps its id, its bytes and its inode', async () => {
    const id = await rig.put('a/beach.jpg');
    const inode = rig.inodeOf('a/beach.jpg');
    const { status, body } = await change(id, { name: 'Sea.jpg' });
    expect([status, body.id, body.name, body.folder]).toEqual([200, id, 'Sea.jpg', 'a']);
    expect([rig.read('a/Sea.jpg'), rig.holds('a/beach.jpg')]).toEqual(['a/beach.jpg', false]);
    expect(rig.inodeOf('a/Sea.jpg')).toBe(inode);
    expect(await rig.told(id)).toEqual(['changed']);
  });

  it('is what a scan expects to find', async () => {
    const id = await rig.put('a/scanned.jpg');
    await change(id, { name: 'scanned 2.jpg' });
    const row = (await rig.row(id)) as Record<string, string>;
    const look = { sizeBytes: Number(row['size_bytes']), inode: Number(row['inode']) };
    const mtimeMs = mtimeMsOf(BigInt(row['mtime_ns'] as string));
    expect(row['disk_digest']).toBe(String(diskDigest('scanned 2.jpg', { ...look, mtimeMs, ctimeMs: null })));
  });

  it('serves the bytes at once', async () => {
    const id = await rig.put('a/served.jpg');
    const stream = async () => (await rig.call('GET', `/api/files/${id}/stream`)).headers['x-accel-redirect'];
    expect(await stream()).toBe('/_library/a/served.jpg');
    await change(id, { name: 'served anew.jpg' });
    expect(await stream()).toBe('/_library/a/served%20anew.jpg');
  });

  it.each([
    ['of another file', 'taken.jpg'],
    // Which nobody has indexed yet.
    ['of something on the disk', 'unknown.jpg'],
    ['of a folder', 'folder.jpg'],
    ['that looks like another one', 'caf\u00e9.jpg'],
  ])('%s is refused, and nothing is overwritten', async (_, name) => {
    const id = await rig.put(`b/mine ${name}`);
    if (!rig.holds('b/taken.jpg')) {
      await rig.put('b/taken.jpg');
      rig.write('b/unknown.jpg');
      rig.write('b/folder.jpg/x');
      rig.write('b/cafe\u0301.jpg');
    }
    const { status, body } = await change(id, { name, favourite: true });
    expect([status, body.code]).toEqual([409, 'file.name-taken']);
    expect(await rig.row(id)).toMatchObject({ name: `mine ${name}`, favourite: false });
    expect(rig.read(`b/mine ${name}`)).toBe(`b/mine ${name}`);
    expect(rig.read('b/taken.jpg')).toBe('b/taken.jpg');
    expect(rig.read('b/unknown.jpg')).toBe('b/unknown.jpg');
  });

  it('of another name of the same bytes is refused, and both names stay', async () => {
    const id = await rig.put('c/one.jpg');
    linkSync(join(rig.library, 'c/one.jpg'), join(rig.library, 'c/two.jpg'));
    expect((await change(id, { name: 'two.jpg' })).status).toBe(409);
    expect([rig.holds('c/one.jpg'), rig.holds('c/two.jpg')]).toEqual([true, true]);
  });

  it('may differ in case or in how its accents are composed', async () => {
    const id = await rig.put('c/Cafe\u0301.jpg');
    expect((await change(id, { name: 'caf\u00e9.jpg' })).status).toBe(200);
    expect((await change(id, { name: 'CAF\u00c9.JPG' })).status).toBe(200);
    expect([rig.read('c/CAF\u00c9.JPG'), await rig.placeOf(id)]).toEqual([
      'c/Cafe\u0301.jpg',
      'c/CAF\u00c9.JPG',
    ]);
  });

  it.each([
    'a/b.jpg',
    '..',
    '.hidden.jpg',
    'con.jpg',
    'a\u202egpj.exe',
    'ä'.repeat(128),
    ' x.jpg',
    '\u0007.jpg',
  ])('%j is none', async (name) => {
    const id = await rig.put(`d/${Math.random()}.jpg`);
    const { status, body } = await change(id, { name });
    expect([status, body.code]).toEqual([400, 'file.name-invalid']);
  });

  it('is the one it has already', async () => {
    const id = await rig.put('d/same.jpg');
    expect((await change(id, { name: 'same.jpg', folder: 'd' })).body.name).toBe('same.jpg');
    expect(await rig.told(id)).toEqual([]);
  });

  it('cannot be given to what is not on the disk', async () => {
    const id = await rig.media.addFile({ folder: 'd', name: 'nowhere.jpg' });
    expect((await change(id, { name: 'x.jpg' })).body.code).toBe('file.missing-on-disk');
    expect((await change(NOBODYS, { name: 'x.jpg' })).body.code).toBe('file.not-found');
  });
});

describe('another folder', () => {
  it('is made where it is missing', async () => {
    const id = await rig.put('e/here.jpg');
    const { body } = await change(id, { folder: 'e/Trips/2024', name: 'there.jpg' });
    expect([body.folder, body.name]).toEqual(['e/Trips/2024', 'there.jpg']);
    expect(rig.read('e/Trips/2024/there.jpg')).toBe('e/here.jpg');
  });

  it.each([
    ['../..', 'request.invalid'],
    ['/etc', 'request.invalid'],
    ['.hearth', 'file.name-invalid'],
    ['e/.hearth/staging', 'file.name-invalid'],
    ['e/con', 'file.name-invalid'],
  ])('%j is none', async (folder, code) => {
    const id = await rig.put(`e/${Math.random()}.jpg`);
    const answer = await change(id, { folder });
    expect([answer.status, answer.body.code]).toEqual([400, code]);
  });

  it('is none where a link leads out of the library', async () => {
    symlinkSync('/tmp', join(rig.library, 'out'));
    const id = await rig.put('e/inside.jpg');
    expect((await change(id, { folder: 'out' })).status).toBe(409);
    expect(rig.read('e/inside.jpg')).toBe('e/inside.jpg');
  });

  it('takes the film of a Live Photo and side-cars along', async () => {
    const still = await rig.put('f/IMG_1.HEIC');
    const unlisted = (as: string) => ({ unlisted_as: as, unlisted_at: new Date() });
    const film = await rig.put('f/IMG_1.MOV', { ...unlisted('motion-part'), live_photo_of: still });
    await rig.media.database.query('UPDATE catalog.files SET live_photo_of = $2 WHERE id = $1', [
      still,
      film,
    ]);
    const sidecars: FileId[] = [];
    for (const name of ['IMG_1.HEIC.xmp', 'IMG_O1.AAE', 'IMG_1.AAE'])
      sidecars.push(await rig.put(`f/${name}`, unlisted('sidecar')));
    await rig.media.database.query(
      'INSERT INTO catalog.sidecars (sidecar_id, file_id, is_owner) SELECT unnest($1::uuid[]), $2, true',
      [sidecars, still],
    );
    await change(still, { folder: 'g', name: 'Beach.HEIC' });
    expect(await Promise.all([still, film, ...sidecars].map((id) => rig.placeOf(id)))).toEqual([
      'g/Beach.HEIC',
      'g/Beach.MOV',
      'g/Beach.HEIC.xmp',
      'g/Beach.HEIC.AAE',
      'g/Beach.AAE',
    ]);
    expect(rig.read('g/Beach.MOV')).toBe('f/IMG_1.MOV');
    // Of what is not listed nobody is told.
    expect(await rig.told(film)).toEqual([]);
  });
});

describe('what a scan saw first', () => {
  it('is the same file: it keeps its id, and the double goes', async () => {
    const id = await rig.put('h/first.jpg');
    // Between link and unlink.
    linkSync(join(rig.library, 'h/first.jpg'), join(rig.library, 'h/second.jpg'));
    const double = await rig.media.addFile({
      ...{ folder: 'h', name: 'second.jpg', inode: String(rig.inodeOf('h/first.jpg')) },
    });
    await rig.media.database.query(
      `INSERT INTO catalog.moves (id, kind, file_id, from_path, to_path, inode)
       VALUES (gen_random_uuid(), 'file', $1, 'h/first.jpg', 'h/second.jpg', $2)`,
      [id, String(rig.inodeOf('h/first.jpg'))],
    );
    // Whoever moves next finishes it.
    const other = await rig.put('h/other.jpg');
    expect((await change(other, { name: 'other 2.jpg' })).status).toBe(200);
    expect([await rig.placeOf(id), await rig.row(double)]).toEqual(['h/second.jpg', undefined]);
    expect([rig.holds('h/first.jpg'), rig.holds('h/second.jpg')]).toEqual([false, true]);
    expect(await rig.told(double)).toEqual(['removed']);
  });
});

describe('tags, favourites and dates', () => {
  it('are kept, each tag once', async () => {
    const id = await rig.put('i/a.jpg');
    const { body } = await change(id, { tags: ['Sea', ' beach ', 'sea'], favourite: true });
    expect([body.tags, body.favourite]).toEqual([['Sea', 'beach'], true]);
    expect(await rig.told(id)).toEqual(['changed']);
  });

  it.each([{ tags: ['a\u202eb'] }, { tags: ['x'.repeat(65)] }, { tags: [''] }, { takenAt: 'now' }, {}])(
    '%j is refused',
    async (body) => {
      const id = await rig.put(`i/${Math.random()}.jpg`);
      expect((await change(id, body)).status).toBe(400);
    },
  );

  it('correct a date, and take the correction back', async () => {
    const taken = {
      taken_at: '2024-05-06T08:00:00Z',
      taken_local: '2024-05-06T10:00:00',
      taken_from: 'exif',
    };
    const id = await rig.put('i/dated.jpg', taken);
    const seen = ({ takenAt, localTime, takenFrom }: Record<string, unknown>) => [
      takenAt,
      localTime,
      takenFrom,
    ];
    const first = await change(id, { takenAt: '2024-05-07T09:00:00Z' });
    expect(seen(first.body)).toEqual(['2024-05-07T09:00:00.000Z', '2024-05-07T11:00:00', 'person']);
    const second = await change(id, { takenAt: '2024-05-07T09:00:00-03:00' });
    expect(seen(second.body)).toEqual(['2024-05-07T12:00:00.000Z', '2024-05-07T09:00:00', 'person']);
    const third = await change(id, { takenAt: null });
    expect(seen(third.body)).toEqual(['2024-05-06T08:00:00.000Z', '2024-05-06T10:00:00', 'exif']);
  });
});

describe('many at once', () => {
  it('are changed each for itself', async () => {
    const [one, two] = [await rig.put('j/1.jpg', { tags: ['old', 'Sea'] }), await rig.put('j/2.jpg')];
    const items = await batch({ fileIds: [one, NOBODYS, two], addTags: ['sea', 'new'], removeTags: ['OLD'] });
    expect(items).toEqual([
      { id: one, outcome: 'done' },
      { id: NOBODYS, outcome: 'failed', code: 'file.not-found' },
      { id: two, outcome: 'done' },
    ]);
    expect([(await rig.row(one))?.['tags'], (await rig.row(two))?.['tags']]).toEqual([
      ['Sea', 'new'],
      ['sea', 'new'],
    ]);
  });

  it('are moved, and one whose name is taken stops no other', async () => {
    const ids = [await rig.put('k/1.jpg'), await rig.put('k/2.jpg'), await rig.put('k/3.jpg')];
    rig.write('l/2.jpg', 'somebody’s');
    const items = await batch({ fileIds: ids, folder: 'l', favourite: true });
    expect(items.map(({ outcome, code }: Record<string, string>) => code ?? outcome)).toEqual([
      'done',
      'file.name-taken',
      'done',
    ]);
    expect(await Promise.all(ids.map((id) => rig.placeOf(id)))).toEqual(['l/1.jpg', 'k/2.jpg', 'l/3.jpg']);
    expect(rig.read('l/2.jpg')).toBe('somebody’s');
  });

  it('have their dates shifted, what the file says being kept', async () => {
    const dated = await rig.put('m/1.jpg', { taken_at: '2024-05-06T08:00:00Z', taken_from: 'exif' });
    await batch({ fileIds: [dated], shiftTakenAtSec: 3_600 });
    await batch({ fileIds: [dated], shiftTakenAtSec: 60 });
    expect(await rig.row(dated)).toMatchObject({
      taken_at: new Date('2024-05-06T09:01:00Z'),
      read_taken_at: new Date('2024-05-06T08:00:00Z'),
      read_taken_from: 'exif',
    });
  });

  it('have their dates set to one, and taken back to what each file says', async () => {
    const ids = [
      await rig.put('m/2.jpg', { taken_at: '2024-05-06T08:00:00Z', taken_from: 'exif' }),
      await rig.put('m/3.jpg', { taken_at: '2020-01-01T00:00:00Z', taken_from: 'name' }),
    ];
    const taken = async () => Promise.all(ids.map(async (id) => (await rig.row(id))?.['taken_at']));
    await batch({ fileIds: ids, takenAt: '1999-12-31T23:59:00+01:00' });
    expect(await taken()).toEqual([new Date('1999-12-31T22:59:00Z'), new Date('1999-12-31T22:59:00Z')]);
    await batch({ fileIds: ids, takenAt: null });
    expect(await taken()).toEqual([new Date('2024-05-06T08:00:00Z'), new Date('2020-01-01T00:00:00Z')]);
    const both = { fileIds: ids, takenAt: null, shiftTakenAtSec: 1 };
    expect((await rig.call('POST', '/api/files/batch', { body: both })).body.code).toBe('request.invalid');
  });

  it('go into the bin, those one has brought in', async () => {
    const mine = await rig.put('n/mine.jpg', { uploaded_by: rig.people.editor.userId });
    const theirs = await rig.put('n/theirs.jpg', { uploaded_by: rig.people.admin.userId });
    expect(await batch({ fileIds: [mine, theirs], delete: true })).toEqual([
      { id: mine, outcome: 'done' },
      { id: theirs, outcome: 'failed', code: 'auth.forbidden' },
    ]);
    expect([rig.holds('n/mine.jpg'), rig.holds('n/theirs.jpg')]).toEqual([false, true]);
  });

  it.each([
    { fileIds: [] },
    { fileIds: Array.from({ length: 1_001 }, () => NOBODYS) },
    { fileIds: [NOBODYS] },
    { fileIds: ['x'], favourite: true },
    { fileIds: [NOBODYS], delete: false },
  ])('%.60j is refused', async (body) => {
    expect((await rig.call('POST', '/api/files/batch', { body })).status).toBe(400);
  });

  it('move towards each other without losing one', async () => {
    mkdirSync(join(rig.library, 'o'));
    const ids = await Promise.all(Array.from({ length: 12 }, (_, at) => rig.put(`p${at}/same.jpg`)));
    const answers = await Promise.all(ids.map((id) => change(id, { folder: 'o' })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(11);
    for (const [at, id] of ids.entries())
      expect(rig.read((await rig.placeOf(id)) as string)).toBe(`p${at}/same.jpg`);
  });
});

describe('a corrected date', () => {
  it('outlives that the file is read again', async () => {
    const id = await rig.put('q/1.jpg', {
      taken_at: '2024-05-06T08:00:00Z',
      taken_from: 'exif',
      state: 'indexing',
    });
    await change(id, { takenAt: '2023-01-01T00:00:00Z' });
    const row = (await rig.row(id)) as Record<string, string>;
    const [sizeBytes, mtimeNs, inode] = [row['size_bytes'], row['mtime_ns'], row['inode']] as [
      string,
      string,
      string,
    ];
    await recordOutcome(
      rig.media.database,
      { path: 'q/1.jpg', sizeBytes: Number(sizeBytes), mtimeNs: BigInt(mtimeNs), inode: BigInt(inode) },
      {
        facts: { kind: 'image', mimeType: 'image/jpeg', takenAt: '2024-05-06T08:00:01Z', takenFrom: 'exif' },
        ...{ state: 'ready', reason: null, hasThumbnail: false, thumbhash: null },
      },
    );
    expect(await rig.row(id)).toMatchObject({ state: 'ready', taken_at: new Date('2023-01-01T00:00:00Z') });
    expect((await change(id, { takenAt: null })).body).toMatchObject({
      takenAt: '2024-05-06T08:00:01.000Z',
      takenFrom: 'exif',
    });
  });
});

describe('a picture that somebody turns', () => {
  const sha256 = 'cd'.repeat(32);
  const picture = {
    kind: 'image',
    sha256,
    has_thumbnail: true,
    width: 30,
    height: 20,
    preview_as: 'original',
  };
  const due = (id: string) =>
    findFilesToTurn(rig.media.database, 'turns', 100).then((ids) => ids.some((one) => one === id));

  it('is shown so once its pictures are made, which the file has no part in', async () => {
    const id = await rig.put('turned/a.jpg', picture);
    const asked = await change(id, { orientation: 6 });
    expect([asked.status, asked.body.orientation, asked.body.turn, asked.body.width]).toEqual([
      200,
      6,
      undefined,
      30,
    ]);
    expect(await due(id)).toBe(true);
    await recordTurn(rig.media.database, id, { sha256, turn: 6, thumbhash: 'x' });
    expect(await due(id)).toBe(false);
    const { body } = await rig.call('GET', `/api/files/${id}`);
    expect([body.width, body.height, body.turn]).toEqual([20, 30, 6]);
    for (const url of [body.thumbnailUrl, body.previewUrl]) expect(url).toContain(`/d/cd/${sha256}/turn-6/`);
    expect(rig.read('turned/a.jpg')).toBe('turned/a.jpg');

    const back = await change(id, { orientation: null });
    expect([back.body.orientation, await due(id)]).toEqual([null, true]);
    await recordTurn(rig.media.database, id, { sha256, turn: null, thumbhash: 'y' });
    expect((await rig.call('GET', `/api/files/${id}`)).body).toMatchObject({ width: 30, height: 20 });
  });

  it('goes by what the file itself says', async () => {
    const id = await rig.put('turned/b.jpg', { ...picture, orientation: 6 });
    expect((await change(id, { orientation: 3 })).body.orientation).toBe(3);
    expect((await rig.row(id))?.['turn']).toBe(6);
    await change(id, { orientation: 6 });
    expect((await rig.row(id))?.['turn']).toBeNull();
  });

  it('is no song, and nothing beyond the eight ways', async () => {
    const song = await rig.put('turned/c.mp3', { kind: 'audio' });
    const refused = await change(song, { orientation: 6 });
    expect([refused.status, refused.body.code]).toEqual([404, 'file.no-thumbnail']);
    expect((await change(song, { orientation: 9 })).status).toBe(400);
  });
});
