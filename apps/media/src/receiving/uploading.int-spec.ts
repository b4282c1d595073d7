import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uploadProgressed, type PayloadOf } from '@hearth/contracts';
import { NatsConnection } from '@hearth/platform';
import { eventually } from '@hearth/testing';
import { MediaRig, type Answer, type SignedIn } from '../../test/media-rig.js';
import { StagingThreads } from '../staging/staging-threads.js';
import { UploadSweep } from './upload-sweep.js';
import { WholeFiles } from './whole-files.js';

jest.setTimeout(180_000);

const MODIFIED_AT = '2024-05-06T07:08:09.123Z';

let rig: MediaRig;
let library: string;
let editor: SignedIn;
let other: SignedIn;
let viewer: SignedIn;
let bodies = 0;

beforeAll(async () => {
  library = mkdtempSync(join(tmpdir(), 'hearth-uploads-'));
  mkdirSync(join(library, '.hearth/staging/incoming'), { recursive: true });
  writeFileSync(join(library, '.hearth/library-id'), `${randomUUID()}\n`);
  rig = await MediaRig.start({ HEARTH_LIBRARY: library, HEARTH_MAX_UPLOAD: '64MiB' });
  editor = await rig.signIn(await rig.addUser('editor'));
  other = await rig.signIn(await rig.addUser('editor'));
  viewer = await rig.signIn(await rig.addUser('viewer'));
});
afterAll(async () => {
  await rig.stop();
  rmSync(library, { recursive: true, force: true });
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const metadataOf = (fields: Record<string, string>) =>
  Object.entries(fields)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');

/** What nginx does with a body: a file of its own and its path in a header. */
function receive(body: Uint8Array): Record<string, string> {
  const name = String((bodies += 1)).padStart(10, '0');
  const path = join(library, '.hearth/staging/incoming', name);
  writeFileSync(path, body, { mode: 0o600 });
  return { 'x-body-file': path };
}

interface Tus {
  headers?: Record<string, string>;
  body?: Uint8Array;
  as?: SignedIn;
}

function tus(method: string, path: string, { headers = {}, body, as = editor }: Tus = {}): Promise<Answer> {
  return rig.call(method, path, {
    token: as.token,
    headers: {
      'tus-resumable': '1.0.0',
      ...(body && { ...receive(body), 'content-type': 'application/offset+octet-stream' }),
      ...headers,
    },
  });
}

async function create(size: number, fields: Record<string, string>, options: Tus = {}): Promise<string> {
  const { status, headers, text } = await tus('POST', '/api/uploads', {
    ...options,
    headers: { 'upload-length': String(size), 'upload-metadata': metadataOf(fields), ...options.headers },
  });
  if (status !== 201) throw new Error(`${status} ${text}`);
  return String(headers['location']);
}

const patch = (
  path: string,
  offset: number,
  body: Uint8Array,
  headers: Record<string, string> = {},
  as = editor,
) => tus('PATCH', path, { headers: { 'upload-offset': String(offset), ...headers }, body, as });

async function offsetOf(path: string): Promise<number> {
  return Number((await tus('HEAD', path)).headers['upload-offset']);
}

async function upload(bytes: Uint8Array, fields: Record<string, string>): Promise<Answer> {
  return patch(await create(bytes.length, { modifiedAt: MODIFIED_AT, ...fields }), 0, bytes);
}

const rowOf = async (folder: string, name: string) => {
  const [row] = await rig.database.query('SELECT * FROM catalog.files WHERE folder = $1 AND name = $2', [
    folder,
    name,
  ]);
  return row;
};
const staged = () => readdirSync(join(library, '.hearth/staging')).filter((name) => name !== 'incoming');

beforeEach(async () => {
  await rig.database.query('DELETE FROM uploading.uploads');
  for (const name of staged()) rmSync(join(library, '.hearth/staging', name));
});

describe('a resumable upload', () => {
  it('lands in the library with its bytes, name, time and who brought it, and tells of it once', async () => {
    const bytes = randomBytes(300_000);
    const path = await create(bytes.length, {
      filename: 'Cafe\u0301 1.jpg',
      filetype: 'image/jpeg',
      folder: 'Trips/2024',
      modifiedAt: MODIFIED_AT,
    });
    for (let offset = 0; offset < bytes.length; offset += 100_000) {
      const answer = await patch(path, offset, bytes.subarray(offset, offset + 100_000));
      expect([answer.status, answer.headers['upload-offset']]).toEqual([204, String(offset + 100_000)]);
      expect(answer.headers['tus-resumable']).toBe('1.0.0');
    }
    const head = await tus('HEAD', path);
    expect(head.headers).toMatchObject({
      'upload-offset': '300000',
      'upload-length': '300000',
      'hearth-outcome': 'stored',
      'hearth-file-id': expect.any(String),
      'cache-control': 'no-store',
    });
    const file = join(library, 'Trips/2024/Caf\u00e9 1.jpg');
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(statSync(file).mtime.toISOString()).toBe(MODIFIED_AT);
    expect(statSync(file).mode & 0o777).toBe(0o644);
    expect(await rowOf('Trips/2024', 'Caf\u00e9 1.jpg')).toMatchObject({
      id: head.headers['hearth-file-id'],
      sha256: sha256(bytes),
      uploaded_by: editor.userId,
      kind: 'image',
      mime_type: 'image/jpeg',
      state: 'indexing',
      inode: String(statSync(file).ino),
      mtime_ns: String(statSync(file, { bigint: true }).mtimeNs),
    });
    const told = await rig.outbox('catalog', 'hearth.catalog.file.added.v1');
    expect(told.filter(({ payload }) => payload['fileId'] === head.headers['hearth-file-id'])).toHaveLength(
      1,
    );
    expect(staged()).toEqual([]);
  });

  it('is known by the same hash when the process that hashed its beginning is gone', async () => {
    const bytes = randomBytes(200_000);
    const path = await create(bytes.length, { filename: 'two lives.bin' });
    await patch(path, 0, bytes.subarray(0, 100_000));
    await rig.app.get(StagingThreads).onApplicationShutdown();
    await patch(path, 100_000, bytes.subarray(100_000));
    expect(await rowOf('', 'two lives.bin')).toMatchObject({ sha256: sha256(bytes) });
  });

  it('takes the first piece with its creation, and an empty file without any', async () => {
    const bytes = randomBytes(1000);
    const created = await tus('POST', '/api/uploads', {
      headers: { 'upload-length': '1000', 'upload-metadata': metadataOf({ filename: 'at once.bin' }) },
      body: bytes,
    });
    expect([created.status, created.headers['upload-offset'], created.headers['hearth-outcome']]).toEqual([
      201,
      '1000',
      'stored',
    ]);
    const empty = await tus('POST', '/api/uploads', {
      headers: { 'upload-length': '0', 'upload-metadata': metadataOf({ filename: 'empty.txt' }) },
    });
    expect([empty.status, empty.headers['hearth-outcome']]).toEqual([201, 'stored']);
    expect(statSync(join(library, 'empty.txt')).size).toBe(0);
  });

  it('says what it speaks to anybody', async () => {
    const { status, headers } = await rig.call('OPTIONS', '/api/uploads');
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      'tus-version': '1.0.0',
      'tus-max-size': String(64 * 1024 ** 2),
      'tus-extension': 'creation,creation-with-upload,checksum,expiration,termination',
      'tus-checksum-algorithm': 'sha256,sha1',
    });
  });

  it('can be sent by POST alone, which says what it stands for', async () => {
    const as = (method: string, path: string, options: Tus = {}) =>
      tus('POST', path, {
        ...options,
        headers: { 'x-http-method-override': method, ...options.headers },
      });
    const path = await create(1000, { filename: 'by post.bin' });
    const piece = { headers: { 'upload-offset': '0' }, body: randomBytes(600) };
    const appended = await as('PATCH', path, piece);
    expect([appended.status, appended.headers['upload-offset']]).toEqual([204, '600']);
    const asked = await as('HEAD', path);
    expect([asked.status, asked.headers['upload-offset'], asked.text]).toEqual([200, '600', '']);
    const wrong = await as('PUT', path);
    expect([wrong.status, wrong.body.code, wrong.headers['allow']]).toEqual([
      ...[405, 'request.method-not-allowed', 'HEAD, PATCH, DELETE'],
    ]);
    expect((await as('DELETE', path)).status).toBe(204);
    expect([(await as('HEAD', path)).status, staged()]).toEqual([404, []]);
  });

  it('tells of each step whoever looks on, as whose it is', async () => {
    const listening = new NatsConnection(rig.stores.nats.url, 'test');
    const heard: PayloadOf<typeof uploadProgressed>[] = [];
    (await listening.get()).subscribe(uploadProgressed.subject, {
      callback: (_error, message) => {
        heard.push(message.json<{ payload: PayloadOf<typeof uploadProgressed> }>().payload);
      },
    });
    await (await listening.get()).flush();
    const path = await create(600, { filename: 'seen.bin' });
    await patch(path, 0, randomBytes(500));
    await patch(path, 500, randomBytes(100));
    const givenUp = await create(1000, { filename: 'given up.bin' });
    await tus('DELETE', givenUp);
    await eventually(
      async () => heard,
      (events) => events.at(-1)?.state === 'ended',
    );
    await listening.onApplicationShutdown();
    expect(heard.map(({ name, state, receivedBytes }) => [name, state, receivedBytes])).toEqual([
      ['seen.bin', 'receiving', 0],
      ['seen.bin', 'receiving', 500],
      ['seen.bin', 'storing', 600],
      ['seen.bin', 'done', 600],
      ['given up.bin', 'receiving', 0],
      ['given up.bin', 'ended', 0],
    ]);
    expect(new Set(heard.map(({ ownerId }) => ownerId))).toEqual(new Set([editor.userId]));
    expect(heard.map(({ fileId }) => fileId === null)).toEqual([true, true, true, false, true, true]);
  });

  it('can be given up: its bytes are gone', async () => {
    const path = await create(1000, { filename: 'given up.bin' });
    await patch(path, 0, randomBytes(500));
    expect((await tus('DELETE', path)).status).toBe(204);
    expect([(await tus('HEAD', path)).status, (await tus('DELETE', path)).status]).toEqual([404, 404]);
    expect(staged()).toEqual([]);
  });
});

it('an upload of a device that was forgotten meanwhile is thrown away', async () => {
  const deviceId = randomUUID();
  await rig.database.query(
    `INSERT INTO identity.devices (id, owner_id, name, role) VALUES ($1, $2, 'Gone', 'editor')`,
    [deviceId, editor.userId],
  );
  const path = await create(1000, { filename: 'IMG_1.jpg', deviceId });
  await rig.database.query('DELETE FROM identity.devices WHERE id = $1', [deviceId]);
  const answer = await patch(path, 0, randomBytes(1000));
  expect([answer.status, answer.body.code]).toEqual([404, 'device.not-found']);
  expect([staged(), (await tus('HEAD', path)).status]).toEqual([[], 404]);
  expect(await rig.database.query('SELECT FROM uploading.uploads')).toEqual([]);
});

describe('what is wrong with a piece', () => {
  let path: string;
  const first = randomBytes(600);

  beforeEach(async () => {
    path = await create(1000, { filename: `${randomUUID()}.bin` });
    await patch(path, 0, first);
  });

  it.each([
    ['a wrong offset', { 'upload-offset': '0' }, 400, 409, 'upload.offset-mismatch'],
    ['an offset beyond what is there', { 'upload-offset': '700' }, 300, 409, 'upload.offset-mismatch'],
    ['no offset', { 'upload-offset': '' }, 400, 400, 'request.invalid'],
    ['a negative offset', { 'upload-offset': '-1' }, 400, 400, 'request.invalid'],
    ['more than was announced', {}, 401, 413, 'upload.too-large'],
    [
      'another type',
      { 'content-type': 'application/octet-stream' },
      400,
      415,
      'request.unsupported-media-type',
    ],
    ['an old protocol', { 'tus-resumable': '0.2.2' }, 400, 412, 'upload.version-unsupported'],
    [
      'a checksum nobody speaks',
      { 'upload-checksum': `md5 ${'A'.repeat(22)}==` },
      400,
      400,
      'request.invalid',
    ],
    [
      'a checksum of other bytes',
      { 'upload-checksum': `sha1 ${createHash('sha1').update('x').digest('base64')}` },
      ...([400, 460, 'upload.checksum-mismatch'] as const),
    ],
    ['a body that nobody received', { 'x-body-file': '/etc/passwd' }, 400, 400, 'request.invalid'],
    ['a body outside', { 'x-body-file': '/x/../0000000000' }, 400, 400, 'request.invalid'],
  ])('%s: nothing is taken, and the offset stays', async (_, headers, size, status, code) => {
    const answer = await patch(path, 600, randomBytes(size), headers as Record<string, string>);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await offsetOf(path)).toBe(600);
    const last = randomBytes(400);
    const end = await patch(path, 600, last, {
      'upload-checksum': `sha256 ${createHash('sha256').update(last).digest('base64')}`,
    });
    expect([end.status, end.headers['hearth-outcome']]).toEqual([204, 'stored']);
    const [{ sha256: stored }] = await rig.database.query('SELECT sha256 FROM catalog.files WHERE id = $1', [
      end.headers['hearth-file-id'],
    ]);
    expect(stored).toBe(sha256(Buffer.concat([first, last])));
  });

  it('a file that somebody else than nginx names is not taken for a piece', async () => {
    await patch(path, 600, randomBytes(400), { 'x-hearth-edge': 'a guess' });
    expect(await offsetOf(path)).toBe(600);
    expect((await patch(path, 600, randomBytes(100))).status).toBe(204);
    expect(await offsetOf(path)).toBe(700);
  });

  it('a body in the request itself, which nginx would have kept, is not taken for a piece', async () => {
    const answer = await rig.call('PATCH', path, {
      token: editor.token,
      headers: {
        'tus-resumable': '1.0.0',
        'content-type': 'application/offset+octet-stream',
        'upload-offset': '600',
      },
      body: 'x'.repeat(400),
    });
    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
    expect(await offsetOf(path)).toBe(600);
  });

  it('of ten that come at once, one is taken', async () => {
    const pieces = Array.from({ length: 10 }, () => randomBytes(400));
    const answers = await Promise.all(pieces.map((piece) => patch(path, 600, piece)));
    const taken = answers.findIndex(({ status }) => status === 204);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(answers.every(({ status }) => [204, 409, 423].includes(status))).toBe(true);
    const [{ sha256: stored }] = await rig.database.query('SELECT sha256 FROM catalog.files WHERE id = $1', [
      answers[taken]?.headers['hearth-file-id'],
    ]);
    expect(stored).toBe(sha256(Buffer.concat([first, pieces[taken] as Buffer])));
  });

  it('somebody else’s upload does not exist', async () => {
    for (const as of [other]) {
      const answers = [
        await tus('HEAD', path, { as }),
        await patch(path, 600, randomBytes(400), {}, as),
        await tus('DELETE', path, { as }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    }
    expect((await tus('HEAD', path, { as: viewer })).status).toBe(403);
    expect(await offsetOf(path)).toBe(600);
    await tus('DELETE', path);
  });
});

describe('an upload that may not begin', () => {
  it.each([
    ['without a name', {}, '10', 400, 'request.invalid'],
    ['with a path for a name', { filename: '../../etc/passwd' }, '10', 400, 'upload.name-invalid'],
    ['with a hidden name', { filename: '.htaccess' }, '10', 400, 'upload.name-invalid'],
    ['with a name that is passed over', { filename: 'film.part' }, '10', 400, 'upload.name-invalid'],
    [
      'in a folder that is passed over',
      { filename: 'a', folder: '@eaDir' },
      '10',
      400,
      'upload.name-invalid',
    ],
    ['with NUL in its name', { filename: 'a\0.jpg' }, '10', 400, 'upload.name-invalid'],
    ['with a name that reads backwards', { filename: 'a\u202egpj.exe' }, '10', 400, 'upload.name-invalid'],
    ['with a name that is too long', { filename: 'a'.repeat(300) }, '10', 400, 'upload.name-invalid'],
    ['outside the library', { filename: 'a', folder: '../x' }, '10', 400, 'upload.name-invalid'],
    ['in our own folder', { filename: 'a', folder: '.hearth/staging' }, '10', 400, 'upload.name-invalid'],
    ['for no device', { filename: 'a', deviceId: randomUUID() }, '10', 404, 'device.not-found'],
    ['at no time', { filename: 'a', modifiedAt: 'yesterday' }, '10', 400, 'request.invalid'],
    ['of no length', { filename: 'a' }, '', 400, 'request.invalid'],
    ['of a negative length', { filename: 'a' }, '-5', 400, 'request.invalid'],
    ['larger than anything', { filename: 'a' }, String(65 * 1024 ** 2), 413, 'upload.too-large'],
  ])('%s', async (_, fields, length, status, code) => {
    const answer = await tus('POST', '/api/uploads', {
      headers: { 'upload-length': length, 'upload-metadata': metadataOf(fields as Record<string, string>) },
    });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('as a part of another one', async () => {
    const answer = await tus('POST', '/api/uploads', {
      headers: {
        'upload-length': '1',
        'upload-concat': 'partial',
        'upload-metadata': metadataOf({ filename: 'a' }),
      },
    });
    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
  });

  it('on a library that is not mounted', async () => {
    const marker = join(library, '.hearth/library-id');
    const id = readFileSync(marker);
    rmSync(marker);
    const answer = await tus('POST', '/api/uploads', {
      headers: { 'upload-length': '1', 'upload-metadata': metadataOf({ filename: 'a' }) },
    });
    writeFileSync(marker, id);
    expect([answer.status, answer.body.code]).toEqual([409, 'library.offline']);
  });

  it('nor is nginx to keep a body for a library that is not mounted', async () => {
    const marker = join(library, '.hearth/library-id');
    const id = readFileSync(marker);
    rmSync(marker);
    const asked = await rig.call('GET', '/api/uploads/permission', { token: editor.token });
    const sentOn = await rig.call('POST', '/api/uploads', {
      token: editor.token,
      headers: {
        'tus-resumable': '1.0.0',
        'upload-length': '3',
        'upload-metadata': metadataOf({ filename: 'a' }),
        'content-type': 'application/offset+octet-stream',
      },
      body: 'abc',
    });
    writeFileSync(marker, id);
    expect([asked, sentOn].map(({ body }) => body.code)).toEqual(['library.offline', 'library.offline']);
  });

  it('through a link that leads out of the library', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'hearth-outside-'));
    symlinkSync(outside, join(library, 'leads out'));
    const answer = await upload(randomBytes(10), { filename: 'a.bin', folder: 'leads out/deeper' });
    expect([answer.status, answer.body.code]).toEqual([400, 'upload.name-invalid']);
    expect(readdirSync(outside)).toEqual([]);
    rmSync(outside, { recursive: true });
  });
});

describe('a name that is taken', () => {
  it('by the same bytes: nothing is added', async () => {
    const bytes = randomBytes(1000);
    const one = await upload(bytes, { filename: 'twice.bin' });
    const two = await upload(bytes, { filename: 'twice.bin' });
    expect(two.headers).toMatchObject({
      'hearth-outcome': 'already-here',
      'hearth-file-id': one.headers['hearth-file-id'],
    });
    expect(existsSync(join(library, 'twice (2).bin'))).toBe(false);
    expect(staged()).toEqual([]);
  });

  it('by other bytes of the same length: both are kept', async () => {
    const contents = [randomBytes(1000), randomBytes(1000), randomBytes(1000)] as const;
    const outcomes = [];
    for (const bytes of contents) {
      outcomes.push((await upload(bytes, { filename: 'three.tar.gz' })).headers['hearth-outcome']);
    }
    expect(outcomes).toEqual(['stored', 'kept-both', 'kept-both']);
    const names = ['three.tar.gz', 'three.tar (2).gz', 'three.tar (3).gz'];
    expect(names.map((name) => sha256(readFileSync(join(library, name))))).toEqual(contents.map(sha256));
    expect((await upload(contents[2], { filename: 'three.tar.gz' })).headers['hearth-outcome']).toBe(
      'already-here',
    );
  });

  it('by a file that no scan has seen yet: it is compared, and gets its row', async () => {
    const bytes = randomBytes(1000);
    writeFileSync(join(library, 'unseen.bin'), bytes);
    const answer = await upload(bytes, { filename: 'unseen.bin' });
    expect(answer.headers['hearth-outcome']).toBe('already-here');
    expect(await rowOf('', 'unseen.bin')).toMatchObject({
      id: answer.headers['hearth-file-id'],
      uploaded_by: null,
    });
  });
});

describe('bytes that the library has under another name', () => {
  it('are stored where somebody put them', async () => {
    const bytes = randomBytes(1000);
    await upload(bytes, { filename: 'first.bin', folder: 'one' });
    const { headers } = await upload(bytes, { filename: 'second.bin', folder: 'two' });
    expect(headers['hearth-outcome']).toBe('stored');
    expect(sha256(readFileSync(join(library, 'two/second.bin')))).toBe(sha256(bytes));
  });

  it('are not stored again where it does not matter to who sends them', async () => {
    const bytes = randomBytes(1000);
    const first = await upload(bytes, { filename: 'kept.bin', folder: 'one' });
    const again = await upload(bytes, { filename: 'renamed.bin', folder: 'Uploads', unlessHere: 'true' });
    expect(again.headers).toMatchObject({
      'hearth-outcome': 'already-here',
      'hearth-file-id': first.headers['hearth-file-id'],
    });
    expect(existsSync(join(library, 'Uploads/renamed.bin'))).toBe(false);
    expect(staged()).toEqual([]);
  });
});

describe('a folder or a name that the disk spells in Unicode’s other way', () => {
  it('is the one that is meant', async () => {
    const nfd = 'Cafe\u0301';
    mkdirSync(join(library, nfd));
    const bytes = randomBytes(1000);
    await upload(bytes, { filename: 'a.bin', folder: `${nfd.normalize('NFC')}/deeper` });
    expect(readdirSync(library).filter((name) => name.normalize('NFC') === 'Caf\u00e9')).toEqual([nfd]);
    expect(sha256(readFileSync(join(library, nfd, 'deeper/a.bin')))).toBe(sha256(bytes));
    expect(await rowOf(`${nfd}/deeper`, 'a.bin')).toBeDefined();
  });

  it('has no twin beside it: equal bytes are here already, others get another name', async () => {
    const [there, other] = [randomBytes(1000), randomBytes(1000)];
    mkdirSync(join(library, 'twins'));
    writeFileSync(join(library, 'twins/u\u0308.bin'), there);
    const outcomes = [];
    for (const bytes of [there, other]) {
      const { headers } = await upload(bytes, { filename: '\u00fc.bin', folder: 'twins' });
      outcomes.push(headers['hearth-outcome']);
    }
    expect(outcomes).toEqual(['already-here', 'kept-both']);
    expect(readdirSync(join(library, 'twins')).sort()).toEqual(['u\u0308.bin', '\u00fc (2).bin'].sort());
  });
});

describe('the same bytes from several at the same moment', () => {
  it('are stored once, and nobody hears of a failure', async () => {
    const outcomes: unknown[] = [];
    for (let round = 0; round < 8; round += 1) {
      const bytes = randomBytes(1000);
      const answers = await Promise.all(
        Array.from({ length: 4 }, () => upload(bytes, { filename: `at-once ${round}.bin` })),
      );
      outcomes.push(answers.map(({ headers }) => headers['hearth-outcome']).sort());
      expect(new Set(answers.map(({ headers }) => headers['hearth-file-id'])).size).toBe(1);
    }
    expect(outcomes).toEqual(
      Array.from({ length: 8 }, () => ['already-here', 'already-here', 'already-here', 'stored']),
    );
    expect(staged()).toEqual([]);
  });
});

describe('after a crash', () => {
  /** What is on the disk and in the tables when media is killed at a certain point. */
  async function crashed(name: string, at: 'before the note' | 'before the link' | 'before the commit') {
    const bytes = randomBytes(1000);
    const path = await create(bytes.length, { filename: name, modifiedAt: MODIFIED_AT });
    const id = path.slice(path.lastIndexOf('/') + 1);
    const file = join(library, '.hearth/staging', id);
    writeFileSync(file, bytes);
    utimesSync(file, new Date(MODIFIED_AT), new Date(MODIFIED_AT));
    await rig.database.query('UPDATE uploading.uploads SET offset_bytes = size_bytes WHERE id = $1', [id]);
    if (at !== 'before the note') {
      await rig.database.query(
        `UPDATE uploading.uploads SET state = 'storing', sha256 = $2, target_folder = '', target_name = $3 WHERE id = $1`,
        [id, sha256(bytes), name],
      );
    }
    if (at === 'before the commit') (await import('node:fs')).linkSync(file, join(library, name));
    return { path, bytes };
  }

  it.each(['before the note', 'before the link', 'before the commit'] as const)(
    'killed %s, the file is there once, with who brought it',
    async (at) => {
      const name = `${randomUUID()}.bin`;
      const { path, bytes } = await crashed(name, at);
      await rig.app.get(UploadSweep).run();
      expect(readFileSync(join(library, name)).equals(bytes)).toBe(true);
      expect(await rowOf('', name)).toMatchObject({ uploaded_by: editor.userId, sha256: sha256(bytes) });
      expect((await tus('HEAD', path)).headers['hearth-outcome']).toBe('stored');
      expect(readdirSync(library).filter((entry) => entry.startsWith(name.slice(0, 36)))).toEqual([name]);
      expect(staged()).toEqual([]);
    },
  );

  it('killed after the commit, nothing is left beside the library that would keep the room of what is deleted there', async () => {
    const name = `${randomUUID()}.bin`;
    const { path } = await crashed(name, 'before the commit');
    await rig.app.get(UploadSweep).run();
    const file = join(library, '.hearth/staging', path.slice(path.lastIndexOf('/') + 1));
    (await import('node:fs')).linkSync(join(library, name), file);
    await rig.app.get(UploadSweep).run();
    expect(staged()).toEqual([]);
    expect(statSync(join(library, name)).nlink).toBe(1);
  });

  it('the client that asks how far it came brings it to its end', async () => {
    const { path } = await crashed(`${randomUUID()}.bin`, 'before the commit');
    expect((await tus('HEAD', path)).headers['hearth-outcome']).toBe('stored');
  });

  it('a scan that saw the linked file first does not take away who brought it', async () => {
    const name = `${randomUUID()}.bin`;
    const { bytes } = await crashed(name, 'before the commit');
    const { ino, mtimeNs } = statSync(join(library, name), { bigint: true });
    await rig.addFile({
      ...{ name, size_bytes: 1000, inode: String(ino), mtime_ns: String(mtimeNs) },
      ...{ sha256: sha256(bytes), state: 'indexing', has_thumbnail: false },
    });
    await rig.app.get(UploadSweep).run();
    expect(await rowOf('', name)).toMatchObject({ uploaded_by: editor.userId, revision: '2' });
  });

  it('bytes that were written and not acknowledged are written over', async () => {
    const bytes = randomBytes(1000);
    const path = await create(bytes.length, { filename: `${randomUUID()}.bin` });
    await patch(path, 0, bytes.subarray(0, 500));
    const file = join(library, '.hearth/staging', path.slice(path.lastIndexOf('/') + 1));
    writeFileSync(file, randomBytes(300), { flag: 'a' });
    const end = await patch(path, 500, bytes.subarray(500));
    const [{ sha256: stored, size_bytes: size }] = await rig.database.query(
      'SELECT sha256, size_bytes FROM catalog.files WHERE id = $1',
      [end.headers['hearth-file-id']],
    );
    expect([stored, size]).toEqual([sha256(bytes), '1000']);
  });
});

describe('the sweep', () => {
  it('throws away what nobody went on with, and nothing else', async () => {
    const [gone, kept] = [
      await create(1000, { filename: 'gone.bin' }),
      await create(1000, { filename: 'kept.bin' }),
    ];
    for (const path of [gone, kept]) await patch(path, 0, randomBytes(10));
    await rig.database.query(
      `UPDATE uploading.uploads SET expires_at = now() - interval '1 second' WHERE id = $1`,
      [gone.slice(gone.lastIndexOf('/') + 1)],
    );
    await rig.app.get(UploadSweep).run();
    expect([(await tus('HEAD', gone)).status, await offsetOf(kept)]).toEqual([404, 10]);
    expect(staged()).toEqual([kept.slice(kept.lastIndexOf('/') + 1)]);
    await tus('DELETE', kept);
  });
});

describe('a form', () => {
  const BOUNDARY = 'a-boundary';
  const field = (name: string, value: string) =>
    Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  const file = (name: string, bytes: Uint8Array, type = 'image/jpeg') =>
    Buffer.concat([
      Buffer.from(
        `--${BOUNDARY}\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`,
      ),
      bytes,
      Buffer.from('\r\n'),
    ]);
  const END = Buffer.from(`--${BOUNDARY}--\r\n`);
  const send = (parts: Uint8Array[], path = '/api/files/upload', as = editor) =>
    rig.call('POST', path, {
      token: as.token,
      headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
      body: Buffer.concat(parts),
    });

  it('stores many files, each with its own time', async () => {
    const contents = [randomBytes(100_000), randomBytes(1), randomBytes(0)] as const;
    const answer = await send([
      field('folder', 'Form/ü'),
      field('modifiedAt', MODIFIED_AT),
      file('one.jpg', contents[0]),
      file('two.txt', contents[1], 'text/plain'),
      file('three.bin', contents[2]),
      END,
    ]);
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    expect(answer.body.files).toEqual(
      ['one.jpg', 'two.txt', 'three.bin'].map((name, index) => ({
        ...{ id: expect.any(String), name, folder: 'Form/ü', outcome: 'stored' },
        ...{ sizeBytes: contents[index]?.length, sha256: sha256(contents[index] as Buffer) },
      })),
    );
    expect(statSync(join(library, 'Form/ü/one.jpg')).mtime.toISOString()).toBe(MODIFIED_AT);
    expect(Date.now() - statSync(join(library, 'Form/ü/two.txt')).mtimeMs).toBeLessThan(60_000);
    expect(await rowOf('Form/ü', 'one.jpg')).toMatchObject({ uploaded_by: editor.userId });
  });

  const bytes = randomBytes(50_000);
  it.each([
    [
      'ends in the midst of a file',
      [file('cut 1.jpg', bytes), file('cut 2.jpg', bytes).subarray(0, 30_000)],
      400,
      'request.invalid',
    ],
    ['ends without an end', [file('cut 1.jpg', bytes)], 400, 'request.invalid'],
    [
      'ends in the midst of a header',
      [file('cut 1.jpg', bytes), Buffer.from(`--${BOUNDARY}\r\ncontent-dis`)],
      400,
      'request.invalid',
    ],
    ['holds a path', [file('cut 1.jpg', bytes), file('../cut.jpg', bytes), END], 400, 'upload.name-invalid'],
    ['holds a hidden name', [file('.cut', bytes), END], 400, 'upload.name-invalid'],
    [
      'leads out of the library',
      [file('cut 1.jpg', bytes), field('folder', '../..'), END],
      400,
      'upload.name-invalid',
    ],
    [
      'has no sensible time',
      [field('modifiedAt', 'x'), file('cut 1.jpg', bytes), END],
      400,
      'request.invalid',
    ],
  ])('that %s leaves nothing behind', async (_, parts, status, code) => {
    const answer = await send(parts as Buffer[]);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(readdirSync(library).filter((name) => name.includes('cut'))).toEqual([]);
    expect(staged()).toEqual([]);
  });

  it('without a file is refused, and a name that cannot be taken is told', async () => {
    const empty = await send([field('folder', 'x'), END]);
    expect([empty.status, empty.body.code]).toEqual([400, 'request.invalid']);
    const long = await send([file('fits.jpg', bytes), file('日'.repeat(100), bytes), END]);
    expect([long.status, long.body.code]).toEqual([400, 'upload.name-invalid']);
    expect(long.body.detail).toContain('日日日');
    const latin1 = Buffer.from(file('Stra?e.jpg', bytes));
    latin1[latin1.indexOf('?')] = 0xdf;
    const bent = await send([latin1, END]);
    expect([bent.status, bent.body.code]).toEqual([400, 'upload.name-invalid']);
    expect(staged()).toEqual([]);
  });

  it('that cannot be stored is not stored later either', async () => {
    writeFileSync(join(library, 'blocker'), '');
    const answer = await send([field('folder', 'blocker'), file('late.jpg', bytes), END]);
    expect([answer.status, answer.body.code]).toEqual([400, 'upload.name-invalid']);
    rmSync(join(library, 'blocker'));
    await rig.database.query('UPDATE uploading.uploads SET retry_at = now()');
    await rig.app.get(UploadSweep).run();
    expect([existsSync(join(library, 'blocker')), staged()]).toEqual([false, []]);
  });

  it.each([
    ['application/json', 415],
    ['multipart/form-data', 415],
    ['multipart/form-data; x=y', 400],
  ])('of the type %s is refused', async (type, status) => {
    const answer = await rig.call('POST', '/api/files/upload', {
      token: editor.token,
      headers: { 'content-type': type },
      body: '{}',
    });
    expect(answer.status).toBe(status);
  });
});

describe('a folder that is taken away while a file is put into it', () => {
  it('is made again, and the file is there', async () => {
    const folder = join(library, 'Moved');
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.txt'), 'before');
    const source = join(library, '.hearth/staging/source');
    writeFileSync(source, 'after');
    const file = { folder: 'Moved', name: 'a.txt', modifiedAt: undefined, sizeBytes: 5 };
    // The last moment before the file is linked into the folder, which is open by then.
    const stored = await rig.app
      .get(WholeFiles)
      .store({ userId: editor.userId, role: 'editor' }, { ...file, bytes: { copyOf: source } }, () => {
        rmSync(folder, { recursive: true });
        return Promise.resolve(true);
      });
    expect([stored.outcome, readFileSync(join(folder, 'a.txt'), 'utf8')]).toEqual(['stored', 'after']);
  });
});
