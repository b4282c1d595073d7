import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import fs, { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { failNextSync } from '../../test/fail-next-sync.js';
import { UploadRig } from '../../test/upload-rig.js';
import { StagingFailed, StagingThreads } from '../staging/staging-threads.js';
import { UploadSweep } from './upload-sweep.js';

jest.setTimeout(180_000);

let rig: UploadRig;

beforeAll(async () => {
  rig = await UploadRig.start();
});
afterAll(() => rig.stop());
afterEach(() => void jest.restoreAllMocks());

const isInLibrary = (path: string) => existsSync(join(rig.library, path));

/** What a dying disk does, which there is none of here: the next sync fails, and the ones after it would succeed. */
const FAILURES = {
  'what was written': () => {
    const threads = rig.media.app.get(StagingThreads);
    const run = threads.run.bind(threads);
    let hasFailed = false;
    jest.spyOn(threads, 'run').mockImplementation((job, key, input) => {
      if (job !== 'seal' || hasFailed) return run(job, key, input);
      hasFailed = true;
      return Promise.reject(new StagingFailed('sync-failed', 'EIO: i/o error, fsync'));
    });
  },
  'the name in its folder': () => failNextSync('EIO'),
};

describe.each(Object.entries(FAILURES))('a disk that does not keep %s', (what, fail) => {
  it('never comes to a success by another try: the client sends it again', async () => {
    mkdirSync(join(rig.library, 'There'), { recursive: true });
    const name = `${what}.bin`;
    const bytes = randomBytes(1000);
    await fail();
    const answer = await rig.upload(bytes, name, 'There');
    expect([answer.status, answer.body.code]).toEqual([500, 'service.failed']);
    await rig.media.app.get(UploadSweep).run();
    expect([isInLibrary(`There/${name}`), rig.staged()]).toEqual([false, []]);
    expect((await rig.head(answer.path)).status).toBe(404);
    expect((await rig.upload(bytes, name, 'There')).headers['hearth-outcome']).toBe('stored');
  });

  it('is no success for a form either', async () => {
    const name = `${what} by form.bin`;
    await fail();
    expect((await rig.sendForm(randomBytes(1000), name)).status).toBe(500);
    await rig.media.app.get(UploadSweep).run();
    expect([isInLibrary(name), rig.staged()]).toEqual([false, []]);
  });
});

it('a folder that the disk did not keep is not there for the next try', async () => {
  await failNextSync('EIO');
  const answer = await rig.upload(randomBytes(10), 'a.bin', 'New folder');
  expect([answer.status, isInLibrary('New folder')]).toEqual([500, false]);
});

it.each([
  ['ENOSPC', 507, 'upload.no-space'],
  ['EIO', 500, 'service.failed'],
])('a form is not written down when its bytes are not kept (%s)', async (code, status, problem) => {
  const error = Object.assign(new Error(`${code}: fsync`), { code, syscall: 'fsync' });
  const fsync = (_file: number, done: (error: Error) => void) => done(error);
  jest.spyOn(fs, 'fsync').mockImplementationOnce(fsync as typeof fs.fsync);
  const answer = await rig.sendForm(randomBytes(1000), `${code}.bin`);
  expect([answer.status, answer.body.code]).toEqual([status, problem]);
  await rig.media.app.get(UploadSweep).run();
  const recorded = await rig.media.database.query('SELECT FROM uploading.uploads WHERE name = $1', [
    `${code}.bin`,
  ]);
  expect([recorded, rig.staged(), isInLibrary(`${code}.bin`)]).toEqual([[], [], false]);
});
