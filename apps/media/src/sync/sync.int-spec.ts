import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { MediaRig, type Answer, type SignedIn } from '../../test/media-rig.js';

jest.setTimeout(180_000);

let rig: MediaRig;
let library: string;
let owner: SignedIn;
let other: SignedIn;
let phone: string;

beforeAll(async () => {
  library = mkdtempSync(join(tmpdir(), 'hearth-sync-'));
  mkdirSync(join(library, '.hearth/staging/incoming'), { recursive: true });
  writeFileSync(join(library, '.hearth/library-id'), `${randomUUID()}\n`);
  rig = await MediaRig.start({ HEARTH_LIBRARY: library });
  owner = await rig.signIn(await rig.addUser('editor'));
  other = await rig.signIn(await rig.addUser('editor'));
  phone = v7();
  await rig.database.query(
    `INSERT INTO identity.devices (id, owner_id, name, role) VALUES ($1, $2, 'Mia/phone', 'editor')`,
    [phone, owner.userId],
  );
});
afterAll(async () => {
  await rig.stop();
  rmSync(library, { recursive: true, force: true });
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A JPEG that holds nothing but the time it was taken. */
function jpegTakenAt(time: string): Buffer {
  const tiff = Buffer.alloc(26 + 18 + 20);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  // IFD0 with a pointer to the EXIF IFD, which holds DateTimeOriginal.
  tiff.writeUInt16LE(1, 8);
  writeEntry(tiff, 10, { tag: 0x8769, type: 4, count: 1, value: 26 });
  tiff.writeUInt16LE(1, 26);
  writeEntry(tiff, 28, { tag: 0x9003, type: 2, count: 20, value: 44 });
  tiff.write(`${time}\0`, 44, 'latin1');
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(exif.length + 2);
  return Buffer.concat([
    ...[Buffer.from([0xff, 0xd8, 0xff, 0xe1]), length, exif, Buffer.from([0xff, 0xd9])],
    randomBytes(16),
  ]);
}

/** A film of nothing but a header that says when it was made, behind what it would show. */
function filmMadeAt(time: string): Buffer {
  const header = Buffer.alloc(8 + 8 + 20);
  header.writeUInt32BE(header.length, 0);
  header.write('moov', 4, 'latin1');
  header.writeUInt32BE(header.length - 8, 8);
  header.write('mvhd', 12, 'latin1');
  header.writeUInt32BE(Date.parse(time) / 1000 + 2_082_844_800, 20);
  const media = Buffer.concat([Buffer.from('\0\0\0\x18mdat', 'latin1'), randomBytes(16)]);
  return Buffer.concat([media, header]);
}

function writeEntry(
  tiff: Buffer,
  at: number,
  { tag, type, count, value }: { tag: number; type: number; count: number; value: number },
): void {
  tiff.writeUInt16LE(tag, at);
  tiff.writeUInt16LE(type, at + 2);
  tiff.writeUInt32LE(count, at + 4);
  tiff.writeUInt32LE(value, at + 8);
}

interface Photo {
  name: string;
  bytes: Buffer;
  type?: string;
  modifiedAt?: string;
}

function backUp(files: Photo[], { as = owner, device = phone } = {}): Promise<Answer> {
  const parts = files.flatMap(({ name, bytes, type = 'image/jpeg', modifiedAt = '2023-11-30T12:00:00Z' }) => [
    Buffer.from(`--b\r\ncontent-disposition: form-data; name="modifiedAt"\r\n\r\n${modifiedAt}\r\n`),
    Buffer.from(
      `--b\r\ncontent-disposition: form-data; name="f"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`,
    ),
    bytes,
    Buffer.from('\r\n'),
  ]);
  return rig.call('POST', `/api/sync/${device}`, {
    token: as.token,
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body: Buffer.concat([...parts, Buffer.from('--b--\r\n')]),
  });
}

const ask = (files: object[], as = owner) =>
  rig.call('POST', `/api/sync/${phone}/check`, { token: as.token, body: { files } });

describe('phone backup', () => {
  it('goes by the date taken, else by the time of the file, under the device’s name', async () => {
    const photo = { name: 'IMG_1.jpg', bytes: jpegTakenAt('2019:07:24 11:25:40') };
    const plain = { name: 'plain.mp4', bytes: randomBytes(100), type: 'video/mp4' };
    const film = { name: 'film.MOV', bytes: filmMadeAt('2020-05-15T12:00:00Z'), type: 'video/quicktime' };
    const { status, body } = await backUp([photo, plain, film]);
    expect([status, body.files]).toMatchObject([
      200,
      [
        { name: 'IMG_1.jpg', folder: 'Phone backup/Mia phone/2019/07', outcome: 'stored' },
        { name: 'plain.mp4', folder: 'Phone backup/Mia phone/2023/11', outcome: 'stored' },
        { name: 'film.MOV', folder: 'Phone backup/Mia phone/2020/05', outcome: 'stored' },
      ],
    ]);
    expect(readFileSync(join(library, 'Phone backup/Mia phone/2019/07/IMG_1.jpg')).equals(photo.bytes)).toBe(
      true,
    );
    const [device] = await rig.database.query('SELECT * FROM identity.devices WHERE id = $1', [phone]);
    expect(device).toMatchObject({
      files_synced: '3',
      bytes_synced: String(photo.bytes.length + 100 + film.bytes.length),
      last_sync_at: expect.any(Date),
    });
    const [file] = await rig.database.query(
      'SELECT uploaded_by, device_id FROM catalog.files WHERE id = $1',
      [body.files[0].id],
    );
    expect(file).toEqual({ uploaded_by: owner.userId, device_id: phone });
  });

  it('keeps the halves of a Live Photo together, in either order and under one number', async () => {
    await backUp([{ name: 'IMG_2.jpg', bytes: jpegTakenAt('2020:01:01 00:00:00') }]);
    const picture = { name: 'IMG_2.jpg', bytes: jpegTakenAt('2020:01:02 00:00:00') };
    const film = { name: 'IMG_2.MOV', bytes: randomBytes(50), type: 'video/quicktime' };
    const times = { modifiedAt: '2020-03-05T00:00:00Z' };
    const { body } = await backUp([
      { ...picture, ...times },
      { ...film, modifiedAt: '2020-03-05T00:00:02Z' },
    ]);
    expect(body.files).toMatchObject([
      { name: 'IMG_2 (2).jpg', folder: 'Phone backup/Mia phone/2020/01', outcome: 'kept-both' },
      { name: 'IMG_2 (2).MOV', folder: 'Phone backup/Mia phone/2020/01', outcome: 'stored' },
    ]);
  });

  const halves = (name: string, times: readonly [string, string], type?: string): Photo[] => [
    {
      name: `${name}.jpg`,
      bytes: jpegTakenAt('2020:06:02 00:00:00'),
      modifiedAt: times[0],
      ...(type && { type }),
    },
    { name: `${name}.MOV`, bytes: randomBytes(50), modifiedAt: times[1], type: type ?? 'video/quicktime' },
  ];
  const TIMES = ['2020-07-05T00:00:00Z', '2020-07-05T00:00:02Z'] as const;
  const FOLDER = 'Phone backup/Mia phone/2020/06';

  it('gives both halves of a Live Photo a number where the name of one is taken', async () => {
    const before = { name: 'IMG_5.MOV', bytes: filmMadeAt('2020-06-01T12:00:00Z'), type: 'video/quicktime' };
    await backUp([before]);
    const { body } = await backUp(halves('IMG_5', TIMES));
    expect(body.files).toMatchObject(
      ['IMG_5 (2).jpg', 'IMG_5 (2).MOV'].map((name) => ({ name, folder: FOLDER })),
    );
  });

  it('puts the film of a Live Photo where its picture is already', async () => {
    const [picture, film] = halves('IMG_6', TIMES) as [Photo, Photo];
    writeFileSync(join(library, 'on the beach.jpg'), picture.bytes);
    await rig.addFile({
      ...{ name: 'on the beach.jpg', size_bytes: picture.bytes.length, sha256: sha256(picture.bytes) },
    });
    expect((await backUp([picture, film])).body.files).toMatchObject([
      { name: 'on the beach.jpg', folder: '', outcome: 'already-here' },
      { name: 'on the beach.MOV', folder: '', outcome: 'stored' },
    ]);
  });

  it('knows the halves of a Live Photo by their names where the phone knows no type', async () => {
    const { body } = await backUp(halves('IMG_7', TIMES, 'application/octet-stream'));
    expect(body.files).toMatchObject(
      ['IMG_7.jpg', 'IMG_7.MOV'].map((name) => ({ name, folder: FOLDER, outcome: 'stored' })),
    );
  });

  it('adds nothing that the library has elsewhere', async () => {
    const bytes = randomBytes(1000);
    writeFileSync(join(library, 'known.jpg'), bytes);
    const id = await rig.addFile({ name: 'known.jpg', size_bytes: 1000, sha256: sha256(bytes) });
    const { body } = await backUp([{ name: 'IMG_3.jpg', bytes }]);
    expect(body.files).toMatchObject([{ id, name: 'known.jpg', folder: '', outcome: 'already-here' }]);
    // The catalogue may be behind: what is not on the disk is taken.
    rmSync(join(library, 'known.jpg'));
    expect((await backUp([{ name: 'IMG_3.jpg', bytes }])).body.files).toMatchObject([{ outcome: 'stored' }]);
  });

  it('is for the device itself, its owner and admins', async () => {
    const file = { name: 'x.jpg', bytes: randomBytes(10) };
    const answers = [
      await backUp([file], { as: other }),
      await backUp([file], { device: v7() }),
      await ask([], other),
      await rig.call('GET', `/api/sync/${phone}/changes`, { token: other.token }),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      answers.map(() => [404, 'device.not-found']),
    );
    expect(readdirSync(join(library, '.hearth/staging'))).toEqual(['incoming']);
  });
});

describe('the check before a backup', () => {
  it('knows by content, and without a digest says what it cannot know', async () => {
    const modifiedAt = '2022-02-02T02:02:02.000Z';
    const digest = 'cd'.repeat(32);
    const columns = { name: 'asked.jpg', size_bytes: 777_777, sha256: digest, modified_at: modifiedAt };
    const id = await rig.addFile(columns);
    await rig.addFile({ sha256: 'ef'.repeat(32), size_bytes: 888_888, missing_since: new Date() });
    const { status, body } = await ask([
      { name: 'other.jpg', sizeBytes: 1, sha256: digest, modifiedAt },
      { name: 'asked.jpg', sizeBytes: 777_777, sha256: '00'.repeat(32), modifiedAt },
      { name: 'asked.jpg', sizeBytes: 777_777, modifiedAt: '2022-02-02T03:02:03+01:00' },
      { name: 'another.jpg', sizeBytes: 777_777, modifiedAt },
      { name: 'asked.jpg', sizeBytes: 777_778, modifiedAt },
      { name: 'x', sizeBytes: 888_888, sha256: 'ef'.repeat(32), modifiedAt },
      { name: 'x', sizeBytes: 888_888, modifiedAt },
    ]);
    expect([status, body?.files]).toEqual([
      200,
      [
        { here: true, fileId: id },
        { here: false },
        { here: 'unknown', fileId: id },
        { here: 'unknown' },
        { here: false },
        { here: false },
        { here: false },
      ],
    ]);
  });

  it('takes every time for what it is, and none for a reason to fail', async () => {
    const bytes = randomBytes(4321);
    const { files } = (await backUp([{ name: 'time.jpg', bytes, modifiedAt: '2021-01-01T00:00:00Z' }])).body;
    const at = (modifiedAt: string) => ({ name: 'time.jpg', sizeBytes: bytes.length, modifiedAt });
    const { status, body } = await ask([
      at('2021-01-01T23:59:00+23:59'),
      at('0000-01-01T00:00:00Z'),
      at('9999-12-31T23:59:59-23:59'),
    ]);
    expect([status, body.files]).toEqual([
      200,
      [{ here: 'unknown', fileId: files[0].id }, { here: 'unknown' }, { here: 'unknown' }],
    ]);
  });

  it('refuses a name that holds half a character', async () => {
    const file = { name: '\ud800x', sizeBytes: 1, modifiedAt: '2021-01-01T00:00:00Z' };
    expect(await ask([file])).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });

  it('counts as a backup when all is here already, and only then', async () => {
    const device = v7();
    await rig.database.query(
      `INSERT INTO identity.devices (id, owner_id, name, role) VALUES ($1, $2, 'Second phone', 'editor')`,
      [device, owner.userId],
    );
    const here = {
      name: 'here.jpg',
      sizeBytes: 5,
      sha256: 'ab'.repeat(32),
      modifiedAt: '2022-02-02T02:02:02Z',
    };
    await rig.addFile({ sha256: here.sha256, size_bytes: 5 });
    const check = (files: object[]) =>
      rig.call('POST', `/api/sync/${device}/check`, { token: owner.token, body: { files } });
    const lastSync = async () =>
      (await rig.database.query('SELECT last_sync_at FROM identity.devices WHERE id = $1', [device]))[0]
        .last_sync_at;
    await check([here, { ...here, sha256: '12'.repeat(32) }]);
    await check([]);
    expect(await lastSync()).toBeNull();
    await check([here]);
    expect(await lastSync()).toEqual(expect.any(Date));
  });

  it.each([
    [{ name: '', sizeBytes: 1, modifiedAt: '2022-02-02T02:02:02Z' }],
    [{ name: 'a', sizeBytes: -1, modifiedAt: '2022-02-02T02:02:02Z' }],
    [{ name: 'a', sizeBytes: 1, modifiedAt: 'x' }],
    [{ name: 'a', sizeBytes: 1, sha256: 'x', modifiedAt: '2022-02-02T02:02:02Z' }],
  ])('refuses %j', async (file) => {
    expect((await ask([file])).status).toBe(400);
  });
});

describe('from the hub to a phone', () => {
  it('lists what was laid out, once each, from where the phone left off', async () => {
    const ids = [await rig.addFile(), await rig.addFile(), await rig.addFile()];
    const share = (fileIds: string[], as = other) =>
      rig.call('POST', `/api/sync/${phone}/outbound`, { token: as.token, body: { fileIds } });
    const changes = async (query: string) =>
      (await rig.call('GET', `/api/sync/${phone}/changes${query}`, { token: owner.token })).body;
    expect((await share(ids.slice(0, 2))).body).toEqual({ added: 2 });
    expect((await share(ids)).body).toEqual({ added: 1 });
    const first = await changes('?limit=2');
    expect(first.items).toMatchObject(
      ids.slice(0, 2).map((id) => ({
        ...{ file: { id }, sharedBy: other.userId, downloadUrl: `/api/files/${id}/download` },
      })),
    );
    expect(first.hasMore).toBe(true);
    expect((await changes('?limit=2&since=')).items).toHaveLength(2);
    const second = await changes(`?since=${first.cursor}`);
    expect([second.items.length, second.items[0].file.id, second.hasMore]).toEqual([1, ids[2], false]);
    expect(await changes(`?since=${second.cursor}`)).toEqual({
      items: [],
      cursor: second.cursor,
      hasMore: false,
    });
    expect((await share([v7()])).body.code).toBe('file.not-found');
  });
});
