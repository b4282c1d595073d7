import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  findDueFullPictures,
  findEnlargeableFile,
  findFullPicture,
  fullPicturePath,
  recordFailedStep,
  wantFullPicture,
} from '@hearth/catalog';
import sharp from 'sharp';
import type { DataSource } from 'typeorm';
import { FlowRig, type AddedFile } from '../../testing/flow-rig.js';
import { FileContent } from '../indexing/file-content.js';
import { RenditionSpace } from '../renditions/rendition-space.js';
import { FullPictures } from './full-pictures.js';

let rig: FlowRig;
let database: DataSource;
let pictures: FullPictures;
let space: RenditionSpace;

beforeAll(async () => {
  rig = await FlowRig.start({ HEARTH_RENDITIONS_MAX: '1B' });
  const { library, config } = rig;
  database = rig.database;
  pictures = new FullPictures(new FileContent(library, database, config), library, database, config);
  space = new RenditionSpace(database, config);
});
afterAll(() => rig?.stop());
beforeEach(() => database.query('DELETE FROM catalog.full_pictures'));

/** As the index has it after it made the small pictures. */
function add(name: string, bytes: Buffer, mimeType = 'image/tiff'): Promise<AddedFile> {
  writeFileSync(rig.at(name), bytes);
  return rig.add(name, { kind: 'image', mime_type: mimeType, width: 1500, height: 2000 });
}

const stateOf = async (file: AddedFile) => findFullPicture(database, file);
const placeOf = ({ sha256 }: AddedFile, mimeType: 'image/jpeg' | 'image/webp' = 'image/jpeg') =>
  rig.derived(fullPicturePath(sha256, mimeType));

/** Red on the left and blue on the right of how it lies in the file. */
function scan(channels: 3 | 4 = 3): Promise<Buffer> {
  const [width, height] = [2000, 1500];
  const pixels = Buffer.alloc(width * height * channels);
  for (let at = 0; at < width * height; at += 1) {
    pixels[at * channels + (at % width < width / 2 ? 0 : 2)] = 255;
    if (channels === 4) pixels[at * channels + 3] = 128;
  }
  return sharp(pixels, { raw: { width, height, channels } })
    .withMetadata({ orientation: 6 })
    .tiff({ compression: 'lzw' })
    .toBuffer();
}

async function make(file: AddedFile): Promise<void> {
  await wantFullPicture(database, file.sha256);
  await pictures.run(file.id);
}

describe('a picture in full size', () => {
  it('is made upright as soon as somebody waits for it, and not again', async () => {
    const file = await add('scan.tif', await scan());
    await pictures.run(file.id);
    expect(existsSync(placeOf(file))).toBe(false);
    expect(await findDueFullPictures(database, 10)).toEqual([]);

    await wantFullPicture(database, file.sha256);
    expect(await findDueFullPictures(database, 10)).toEqual([file.id]);
    await pictures.run(file.id);
    expect(await stateOf(file)).toEqual({ mimeType: 'image/jpeg', reason: null });
    expect(await sharp(placeOf(file)).metadata()).toMatchObject({
      format: 'jpeg',
      width: 1500,
      height: 2000,
    });
    const { data, info } = await sharp(placeOf(file)).raw().toBuffer({ resolveWithObject: true });
    const [first, last] = [data.subarray(0, 3), data.subarray(data.length - info.channels)];
    expect([first[0], last[2]].map((value) => (value ?? 0) > 240)).toEqual([true, true]);
    expect(await findDueFullPictures(database, 10)).toEqual([]);
  });

  it('is not made when nobody waits for it any more', async () => {
    const file = await add('left.tif', await scan());
    await wantFullPicture(database, file.sha256);
    await database.query(
      `UPDATE catalog.full_pictures SET wanted_at = now() - interval '11 s' WHERE sha256 = $1`,
      [file.sha256],
    );
    await pictures.run(file.id);
    expect([existsSync(placeOf(file)), await stateOf(file)]).toEqual([
      false,
      { mimeType: null, reason: null },
    ]);
  });

  it('keeps what shows through', async () => {
    const file = await add('glass.tif', await scan(4));
    await make(file);
    expect(await stateOf(file)).toEqual({ mimeType: 'image/webp', reason: null });
    expect(await sharp(placeOf(file, 'image/webp')).metadata()).toMatchObject({
      ...{ width: 1500, height: 2000, hasAlpha: true },
    });
  });

  it('is made again where it was lost', async () => {
    const file = await add('lost.tif', await scan());
    await make(file);
    rmSync(placeOf(file));
    await wantFullPicture(database, file.sha256, 'image/jpeg');
    await pictures.run(file.id);
    expect(existsSync(placeOf(file))).toBe(true);
  });

  it('stays made where somebody begins to wait just then', async () => {
    const file = await add('meanwhile.tif', await scan());
    await make(file);
    const sizes = () =>
      database.query(`SELECT size_bytes FROM catalog.full_pictures WHERE sha256 = $1`, [file.sha256]);
    const before = await sizes();
    await wantFullPicture(database, file.sha256);
    expect([await stateOf(file), await sizes()]).toEqual([{ mimeType: 'image/jpeg', reason: null }, before]);
    expect(await findDueFullPictures(database, 10)).not.toContain(file.id);
  });

  it('is none of what cannot be decoded, and says why', async () => {
    const file = await add('broken.heic', Buffer.from('no picture at all'), 'image/heic');
    await expect(make(file)).rejects.toThrow('cannot be');
    await recordFailedStep(database, { fileId: file.id, step: 'full-pictures', reason: 'it is broken' });
    expect(await stateOf(file)).toEqual({ mimeType: null, reason: 'it is broken' });
    expect(await findDueFullPictures(database, 10)).not.toContain(file.id);
  });

  it('is not made of other bytes that lie there by now', async () => {
    const file = await add('other.tif', await scan());
    writeFileSync(rig.at('other.tif'), await scan(4));
    await make(file);
    expect(await stateOf(file)).toEqual({ mimeType: null, reason: null });
  });

  it('is nothing that anybody is asked for where browsers draw the file', async () => {
    const photo = await add(
      'photo.jpg',
      await sharp(await scan())
        .jpeg()
        .toBuffer(),
      'image/jpeg',
    );
    expect(await findEnlargeableFile(database, photo.id)).toBeUndefined();
    const scanned = await add('seen.tif', await scan());
    expect(await findEnlargeableFile(database, scanned.id)).toEqual(scanned);
    await database.query(
      `UPDATE catalog.files SET unlisted_as = 'binned', unlisted_at = now() WHERE id = $1`,
      [scanned.id],
    );
    expect(await findEnlargeableFile(database, scanned.id)).toBeUndefined();
  });

  it('goes to make room when nobody looked at it for long', async () => {
    const [old, young] = [await add('old.tif', await scan()), await add('young.tif', await scan())];
    for (const file of [old, young]) await make(file);
    await database.query(
      `UPDATE catalog.full_pictures SET used_at = now() - interval '2 hours' WHERE sha256 = $1`,
      [old.sha256],
    );
    await space.sweep();
    expect([existsSync(placeOf(old)), existsSync(placeOf(young))]).toEqual([false, true]);
    expect(await stateOf(old)).toBeUndefined();
  });
});
