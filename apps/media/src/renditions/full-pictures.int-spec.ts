import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { findDueFullPictures, fullPicturePath, recordFullPicture } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { eventually } from '@hearth/testing';
import { MediaRig, type SignedIn } from '../../test/media-rig.js';

jest.setTimeout(180_000);

const SHA256 = 'ac'.repeat(32);
const house = mkdtempSync(join(tmpdir(), 'hearth-full-'));
const derived = join(house, 'derived');

let rig: MediaRig;
let viewer: SignedIn;
let picture: FileId;

const columns = {
  ...{ kind: 'image', mime_type: 'image/heic', width: 3024, height: 4032, has_thumbnail: true },
};

beforeAll(async () => {
  rig = await MediaRig.start({ HEARTH_DERIVED: derived, HEARTH_LIBRARY: house });
  viewer = await rig.signIn(await rig.addUser('viewer'));
  writeFileSync(join(house, 'photo.heic'), 'a picture');
  picture = await rig.addFile({ ...columns, name: 'photo.heic', folder: '', sha256: SHA256 });
});
afterAll(async () => {
  await rig?.stop();
  rmSync(house, { recursive: true });
});

beforeEach(() => rig.database.query('DELETE FROM catalog.full_pictures'));

const get = (id: string, headers: Record<string, string> = {}) =>
  rig.call('GET', `/api/files/${id}/full-picture`, { token: viewer.token, headers });

/** As the indexer does. */
async function make(): Promise<void> {
  const path = join(derived, fullPicturePath(SHA256, 'image/jpeg'));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'the whole picture');
  await recordFullPicture(rig.database, SHA256, { mimeType: 'image/jpeg', sizeBytes: 17 });
}

const isDue = async () => (await findDueFullPictures(rig.database, 10)).includes(picture) || undefined;

describe('the full size of a picture that browsers do not draw', () => {
  it('is waited for until it is made, and handed over to nginx', async () => {
    const answering = get(picture);
    await eventually(isDue);
    await make();
    const { status, headers } = await answering;
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'x-accel-redirect': `/_derived/ac/${SHA256}/full.jpg`,
      'content-type': 'image/jpeg',
      'cache-control': 'private, no-cache',
    });
    const again = await get(picture, { 'if-none-match': String(headers['etag']) });
    expect([again.status, again.headers['x-accel-redirect']]).toEqual([304, undefined]);
  });

  it('is asked for once more where it is gone from the disk', async () => {
    await make();
    rmSync(join(derived, fullPicturePath(SHA256, 'image/jpeg')));
    const answering = get(picture);
    await eventually(isDue);
    await make();
    expect((await answering).status).toBe(200);
  });

  it('is refused with the reason why it cannot be made', async () => {
    const id = await rig.addFile({ ...columns, name: 'bomb.heic', folder: '', sha256: 'ad'.repeat(32) });
    writeFileSync(join(house, 'bomb.heic'), 'x');
    await rig.database.query(
      `INSERT INTO catalog.failed_steps (file_id, step, reason) VALUES ($1, 'full-pictures', 'it has too many pixels')`,
      [id],
    );
    const { status, body } = await get(id);
    expect([status, body.code, body.detail]).toEqual([404, 'file.no-rendition', 'it has too many pixels']);
  });

  it('is not waited for where the file is away', async () => {
    const id = await rig.addFile({ ...columns, sha256: 'ae'.repeat(32), missing_since: new Date() });
    expect((await get(id)).body.code).toBe('file.missing-on-disk');
  });

  it.each([
    ['what browsers draw', { mime_type: 'image/jpeg' }],
    ['what its preview shows whole', { width: 1000, height: 800 }],
    ['what nobody could look into', { has_thumbnail: false }],
    ['what lies in the bin', { unlisted_as: 'binned', unlisted_at: new Date() }],
  ])('is none of %s', async (_, other) => {
    const { body } = await get(await rig.addFile({ ...columns, ...other }));
    expect(body.code).toBe('file.no-rendition');
  });
});
