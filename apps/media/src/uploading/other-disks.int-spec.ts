import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { UploadRig } from '../../test/upload-rig.js';
import { UploadSweep } from './upload-sweep.js';

jest.setTimeout(60_000);

const MIB = 1024 ** 2;
/** A disk of its own that is mounted inside the library. */
const DISK = 'Other disk';

let rig: UploadRig;
let disk: string;

beforeAll(async () => {
  rig = await UploadRig.start();
  disk = join(rig.library, DISK);
  mkdirSync(disk);
  // Needs root; there is no other way to have two disks, and one of them full or not to be written to.
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]);
});
afterAll(async () => {
  execFileSync('umount', [disk]);
  await rig.stop();
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const sweep = () => rig.media.app.get(UploadSweep).run();
const remount = (mode: 'ro' | 'rw') => execFileSync('mount', ['-o', `remount,${mode}`, disk]);
const fileOf = async (id: unknown) =>
  (await rig.media.database.query('SELECT * FROM catalog.files WHERE id = $1', [id]))[0];
const makeDue = (path: string) =>
  rig.media.database.query('UPDATE uploading.uploads SET retry_at = now() WHERE id = $1', [basename(path)]);

describe('a folder on another disk than the one that uploads lie on', () => {
  it('gets the whole file, with its time, and nothing else', async () => {
    const bytes = randomBytes(MIB);
    const answer = await rig.upload(bytes, 'moved.bin', `${DISK}/deeper`);
    expect(answer.headers['hearth-outcome']).toBe('stored');
    const file = join(disk, 'deeper/moved.bin');
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(statSync(file).mtime.toISOString()).toBe('2024-05-06T07:08:09.123Z');
    expect(statSync(file).mode & 0o777).toBe(0o644);
    expect(readdirSync(join(disk, 'deeper'))).toEqual(['moved.bin']);
    expect(await fileOf(answer.headers['hearth-file-id'])).toMatchObject({
      sha256: sha256(bytes),
      uploaded_by: rig.editor.userId,
      inode: String(statSync(file).ino),
    });
    expect(rig.staged()).toEqual([]);
  });

  it('keeps what it has: of two files of one name both are there, and the same one once', async () => {
    const contents = [randomBytes(1000), randomBytes(1000)] as const;
    for (const bytes of contents) await rig.upload(bytes, 'taken.bin', DISK);
    const again = await rig.upload(contents[1], 'taken.bin', DISK);
    expect(again.headers['hearth-outcome']).toBe('already-here');
    expect(readFileSync(join(disk, 'taken.bin')).equals(contents[0])).toBe(true);
    expect(readFileSync(join(disk, 'taken (2).bin')).equals(contents[1])).toBe(true);
    expect(readdirSync(disk).sort()).toEqual(['deeper', 'taken (2).bin', 'taken.bin']);
  });

  it.each(['in the midst of the copy', 'before the commit'] as const)(
    'killed %s, the file is there once, with who brought it',
    async (at) => {
      const bytes = randomBytes(1000);
      const name = `${randomBytes(4).toString('hex')}.bin`;
      const path = await rig.create(bytes.length, name, DISK);
      const id = basename(path);
      const staged = join(rig.library, '.hearth/staging', id);
      const time = new Date('2024-05-06T07:08:09.123Z');
      writeFileSync(staged, bytes);
      utimesSync(staged, time, time);
      writeFileSync(join(disk, `.hearth-${id}`), bytes.subarray(0, 500));
      if (at === 'before the commit') {
        copyFileSync(staged, join(disk, name));
        utimesSync(join(disk, name), time, time);
      }
      await rig.media.database.query(
        `UPDATE uploading.uploads SET offset_bytes = size_bytes, state = 'storing', sha256 = $2, target_folder = $3, target_name = $4
         WHERE id = $1`,
        [id, sha256(bytes), DISK, name],
      );
      await sweep();
      const head = await rig.head(path);
      expect(head.headers['hearth-outcome']).toBe('stored');
      expect(await fileOf(head.headers['hearth-file-id'])).toMatchObject({
        ...{ folder: DISK, name, sha256: sha256(bytes), uploaded_by: rig.editor.userId },
      });
      expect(readFileSync(join(disk, name)).equals(bytes)).toBe(true);
      expect(readdirSync(disk).filter((entry) => entry.startsWith('.'))).toEqual([]);
    },
  );

  it('that is full takes nothing, and the file once there is room', async () => {
    const bytes = randomBytes(3 * MIB);
    const filler = join(disk, 'filler');
    writeFileSync(filler, Buffer.alloc(2 * MIB, 1));
    const answer = await rig.upload(bytes, 'large.bin', DISK);
    expect([answer.status, answer.body.code]).toEqual([507, 'upload.no-space']);
    expect(readdirSync(disk)).not.toContain('large.bin');
    expect(readdirSync(disk).filter((entry) => entry.startsWith('.'))).toEqual([]);
    rmSync(filler);
    rmSync(join(disk, 'deeper'), { recursive: true });
    expect((await rig.head(answer.path)).headers['hearth-outcome']).toBe('stored');
    expect(readFileSync(join(disk, 'large.bin')).equals(bytes)).toBe(true);
    rmSync(join(disk, 'large.bin'));
  });
});

describe('a complete upload whose folder cannot be written to', () => {
  const bytes = randomBytes(1000);
  let path: string;

  beforeAll(async () => {
    remount('ro');
    path = await rig.create(bytes.length, 'waits.bin', DISK);
  });
  afterAll(() => void remount('rw'));

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
    remount('rw');
    await makeDue(path);
    await sweep();
    expect((await rig.head(path)).headers['hearth-outcome']).toBe('stored');
    expect(readFileSync(join(disk, 'waits.bin')).equals(bytes)).toBe(true);
    expect(rig.staged()).toEqual([]);
  });

  it('is thrown away when it has expired, even if it was noted where it should go', async () => {
    remount('ro');
    // The folder can be opened and not be linked into: this comes after the note.
    const expired = await rig.create(bytes.length, 'never.bin', DISK);
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
    const filler = join(disk, 'filler');
    for (const name of readdirSync(disk)) rmSync(join(disk, name), { recursive: true });
    writeFileSync(filler, randomBytes(1.5 * MIB));
    const { status, body } = await rig.sendFiles(files, DISK);
    expect([status, body.code, body.fields]).toEqual([
      ...[507, 'upload.no-space', [{ path: 'form 3.bin', message: 'is not in the library' }]],
    ]);
    rmSync(filler);
    await rig.media.database.query('UPDATE uploading.uploads SET retry_at = now()');
    await sweep();
    expect([readdirSync(disk).toSorted(), rig.staged()]).toEqual([['form 1.bin', 'form 2.bin'], []]);
  });

  it('needs no more room than for what it holds', async () => {
    const staging = join(rig.library, '.hearth/staging');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', staging]);
    const files = [{ name: 'most of it.bin', bytes: randomBytes(3 * MIB) }];
    const { status } = await rig.sendFiles(files, 'Plain').finally(() => execFileSync('umount', [staging]));
    expect([status, readdirSync(join(rig.library, 'Plain'))]).toEqual([200, ['most of it.bin']]);
  });
});

describe('while the library is away', () => {
  it('nothing counts as expired', async () => {
    const path = await rig.create(1000, 'away.bin');
    await rig.patch(path, 0, randomBytes(10));
    await rig.media.database.query(
      `UPDATE uploading.uploads SET expires_at = now() - interval '1 second' WHERE id = $1`,
      [basename(path)],
    );
    const marker = join(rig.library, '.hearth/library-id');
    const id = readFileSync(marker);
    rmSync(marker);
    await sweep();
    writeFileSync(marker, id);
    expect(await rig.rowOf(path)).toBeDefined();
    await sweep();
    expect(await rig.rowOf(path)).toBeUndefined();
  });
});
