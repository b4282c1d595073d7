import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { HearthError } from '@hearth/platform';
import { failNextSync } from '../../test/fail-next-sync.js';
import { UploadRig } from '../../test/upload-rig.js';
import { LibraryFolder } from '../storing/library-folder.js';
import { StagingFolder } from '../staging/staging-folder.js';
import { UploadSweep } from './upload-sweep.js';

jest.setTimeout(180_000);

const MIB = 1024 ** 2;
const FOLDER = 'Folder';

let rig: UploadRig;
let folder: string;
/** Uploads lie here, on a disk that everybody may write to and that is not the library's. */
let otherDisk: string;

beforeAll(async () => {
  rig = await UploadRig.start({ HEARTH_MAX_UPLOAD: '1024TiB' });
  folder = join(rig.library, FOLDER);
  mkdirSync(folder);
  otherDisk = mkdtempSync('/dev/shm/hearth-uploads-');
  if (statSync(otherDisk).dev === statSync(folder).dev) throw new Error('/dev/shm is no disk of its own');
  const staging = join(rig.library, '.hearth/staging');
  rmSync(staging, { recursive: true });
  mkdirSync(join(otherDisk, 'incoming'));
  symlinkSync(otherDisk, staging);
});
afterAll(async () => {
  await rig?.stop();
  if (otherDisk) rmSync(otherDisk, { recursive: true });
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const sweep = () => rig.media.app.get(UploadSweep).run();
const fileOf = async (id: unknown) =>
  (await rig.media.database.query('SELECT * FROM catalog.files WHERE id = $1', [id]))[0];
const makeDue = (path: string) =>
  rig.media.database.query('UPDATE uploading.uploads SET retry_at = now() WHERE id = $1', [basename(path)]);

/** What a disk says that is full or can only be read. There is none here: to make one takes root. */
const failure = (code: 'ENOSPC' | 'EROFS') => Object.assign(new Error(code), { code });

describe('a folder on another disk than the one that uploads lie on', () => {
  it('gets the whole file, with its time, and nothing else', async () => {
    const bytes = randomBytes(MIB);
    const answer = await rig.upload(bytes, 'moved.bin', `${FOLDER}/deeper`);
    expect(answer.headers['hearth-outcome']).toBe('stored');
    const file = join(folder, 'deeper/moved.bin');
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(statSync(file).mtime.toISOString()).toBe('2024-05-06T07:08:09.123Z');
    expect(statSync(file).mode & 0o777).toBe(0o644);
    expect(readdirSync(join(folder, 'deeper'))).toEqual(['moved.bin']);
    expect(await fileOf(answer.headers['hearth-file-id'])).toMatchObject({
      sha256: sha256(bytes),
      uploaded_by: rig.editor.userId,
      inode: String(statSync(file).ino),
    });
    expect(rig.staged()).toEqual([]);
  });

  it('keeps what it has: of two files of one name both are there, and the same one once', async () => {
    const contents = [randomBytes(1000), randomBytes(1000)] as const;
    for (const bytes of contents) await rig.upload(bytes, 'taken.bin', FOLDER);
    const again = await rig.upload(contents[1], 'taken.bin', FOLDER);
    expect(again.headers['hearth-outcome']).toBe('already-here');
    expect(readFileSync(join(folder, 'taken.bin')).equals(contents[0])).toBe(true);
    expect(readFileSync(join(folder, 'taken (2).bin')).equals(contents[1])).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['deeper', 'taken (2).bin', 'taken.bin']);
  });

  it.each(['in the midst of the copy', 'before the commit'] as const)(
    'killed %s, the file is there once, with who brought it',
    async (at) => {
      const bytes = randomBytes(1000);
      const name = `${randomBytes(4).toString('hex')}.bin`;
      const path = await rig.create(bytes.length, name, FOLDER);
      const id = basename(path);
      const staged = join(rig.library, '.hearth/staging', id);
      const time = new Date('2024-05-06T07:08:09.123Z');
      writeFileSync(staged, bytes);
      utimesSync(staged, time, time);
      writeFileSync(join(folder, `.hearth-${id}`), bytes.subarray(0, 500));
      if (at === 'before the commit') {
        copyFileSync(staged, join(folder, name));
        utimesSync(join(folder, name), time, time);
      }
      await rig.media.database.query(
        `UPDATE uploading.uploads SET offset_bytes = size_bytes, state = 'storing', sha256 = $2, target_folder = $3, target_name = $4
         WHERE id = $1`,
        [id, sha256(bytes), FOLDER, name],
      );
      await sweep();
      const head = await rig.head(path);
      expect(head.headers['hearth-outcome']).toBe('stored');
      expect(await fileOf(head.headers['hearth-file-id'])).toMatchObject({
        ...{ folder: FOLDER, name, sha256: sha256(bytes), uploaded_by: rig.editor.userId },
      });
      expect(readFileSync(join(folder, name)).equals(bytes)).toBe(true);
      expect(readdirSync(folder).filter((entry) => entry.startsWith('.'))).toEqual([]);
    },
  );

  it('that is full keeps nothing of the copy, and takes the file once there is room', async () => {
    const bytes = randomBytes(MIB);
    const before = readdirSync(folder);
    await failNextSync('ENOSPC');
    const answer = await rig.upload(bytes, 'large.bin', FOLDER);
    expect([answer.status, answer.body.code]).toEqual([507, 'upload.no-space']);
    expect(readdirSync(folder)).toEqual(before);
    expect((await rig.head(answer.path)).headers['hearth-outcome']).toBe('stored');
    expect(readFileSync(join(folder, 'large.bin')).equals(bytes)).toBe(true);
  });
});

it('what cannot fit onto the disk for uploads is not begun', async () => {
  const { blocks, bsize } = statfsSync(otherDisk);
  await expect(rig.create(blocks * bsize, 'too large.bin')).rejects.toThrow('507');
});

describe('a complete upload whose folder cannot be written to', () => {
  const bytes = randomBytes(1000);
  let path: string;
  const forbidLinks = () => jest.spyOn(LibraryFolder.prototype, 'link').mockRejectedValue(failure('EROFS'));

  beforeAll(async () => {
    forbidLinks();
    path = await rig.create(bytes.length, 'waits.bin', FOLDER);
  });
  afterAll(() => void jest.restoreAllMocks());

  it('says why, to the last piece and to whoever asks, and keeps what it has', async () => {
    const answer = await rig.patch(path, 0, bytes);
    expect([answer.status, answer.body.code, answer.body.detail]).toEqual([
      ...[507, 'upload.not-stored', 'The folder is on a disk that can only be read.'],
    ]);
    const head = await rig.head(path);
    expect([head.status, head.headers['hearth-problem']]).toEqual([507, 'upload.not-stored']);
    expect(rig.staged()).toEqual([basename(path)]);
  });

  it('is tried again by itself, later each time, and not before', async () => {
    const attempts = async () => {
      const row = await rig.rowOf(path);
      return [row?.['failed_attempts'], Math.round((Number(row?.['retry_at']) - Date.now()) / 60_000)];
    };
    expect(await attempts()).toEqual([2, 2]);
    await sweep();
    expect(await attempts()).toEqual([2, 2]);
    await makeDue(path);
    await sweep();
    expect(await attempts()).toEqual([3, 4]);
  });

  it('is not hashed and scanned each time', async () => {
    expect(await rig.rowOf(path)).toMatchObject({ sha256: sha256(bytes) });
  });

  it('is stored once it can be', async () => {
    jest.restoreAllMocks();
    await makeDue(path);
    await sweep();
    expect((await rig.head(path)).headers['hearth-outcome']).toBe('stored');
    expect(readFileSync(join(folder, 'waits.bin')).equals(bytes)).toBe(true);
    expect(rig.staged()).toEqual([]);
  });

  it('is thrown away when it has expired, even if it was noted where it should go', async () => {
    // The folder can be opened and not be linked into: this comes after the note.
    forbidLinks();
    const expired = await rig.create(bytes.length, 'never.bin', FOLDER);
    expect((await rig.patch(expired, 0, randomBytes(1000))).status).toBe(507);
    expect(await rig.rowOf(expired)).toMatchObject({ state: 'storing' });
    await rig.media.database.query(
      `UPDATE uploading.uploads SET expires_at = now() - interval '1 second' WHERE id = $1`,
      [basename(expired)],
    );
    await sweep();
    expect([(await rig.head(expired)).status, rig.staged()]).toEqual([404, []]);
  });
});

describe('a form', () => {
  const files = [1, 2, 3].map((number) => ({ name: `form ${number}.bin`, bytes: randomBytes(MIB) }));

  it('says which of its files found no room, and these stay away', async () => {
    const { link } = LibraryFolder.prototype;
    const linkAllButTheLast = jest.spyOn(LibraryFolder.prototype, 'link');
    linkAllButTheLast.mockImplementation(function (this: LibraryFolder, file, name) {
      return name === 'form 3.bin' ? Promise.reject(failure('ENOSPC')) : link.call(this, file, name);
    });
    const { status, body } = await rig.sendFiles(files, 'Form');
    expect([status, body.code, body.fields]).toEqual([
      ...[507, 'upload.no-space', [{ path: 'form 3.bin', message: 'is not in the library' }]],
    ]);
    jest.restoreAllMocks();
    await rig.media.database.query('UPDATE uploading.uploads SET retry_at = now()');
    await sweep();
    const stored = readdirSync(join(rig.library, 'Form')).toSorted();
    expect([stored, rig.staged()]).toEqual([['form 1.bin', 'form 2.bin'], []]);
  });

  it('needs no more room than for what it holds', async () => {
    const staging = rig.media.app.get(StagingFolder);
    const check = staging.check.bind(staging);
    // Room for what is announced, and none once it has come.
    const isRoom = jest.spyOn(staging, 'check').mockRejectedValue(new HearthError('upload.no-space'));
    isRoom.mockImplementationOnce(check);
    const files = [{ name: 'most of it.bin', bytes: randomBytes(MIB) }];
    const { status } = await rig.sendFiles(files, 'Plain').finally(() => jest.restoreAllMocks());
    expect([status, readdirSync(join(rig.library, 'Plain'))]).toEqual([200, ['most of it.bin']]);
  });
});

describe('while the library is away', () => {
  it('nothing counts as expired', async () => {
    const path = await rig.create(1000, 'away.bin');
    await rig.patch(path, 0, randomBytes(10));
    const marker = join(rig.library, '.hearth/library-id');
    const id = readFileSync(marker);
    // Before it expires and until it was looked at: the service sweeps by itself as well.
    rmSync(marker);
    await rig.media.database.query(
      `UPDATE uploading.uploads SET expires_at = now() - interval '1 second' WHERE id = $1`,
      [basename(path)],
    );
    await sweep();
    expect(await rig.rowOf(path)).toBeDefined();
    writeFileSync(marker, id);
    await sweep();
    expect(await rig.rowOf(path)).toBeUndefined();
  });
});
