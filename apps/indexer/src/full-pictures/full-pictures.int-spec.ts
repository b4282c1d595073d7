import { existsSync, lstatSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  catalogSchema,
  findDueFullPictures,
  findEnlargeableFile,
  findFullPicture,
  fullPicturePath,
  recordFailedStep,
  wantFullPicture,
} from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { migrate } from '@hearth/platform';
import { startBackingServices, type BackingServices } from '@hearth/testing';
import sharp from 'sharp';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { readIndexerConfig } from '../config.js';
import { FileContent } from '../indexing/file-content.js';
import { LibraryFiles } from '../indexing/library-files.js';
import { RenditionSpace } from '../renditions/rendition-space.js';
import { FullPictures } from './full-pictures.js';

jest.setTimeout(120_000);

const house = mkdtempSync(join(tmpdir(), 'hearth-full-'));
const at = (...path: string[]) => join(house, ...path);
let services: BackingServices;
let database: DataSource;
let pictures: FullPictures;
let space: RenditionSpace;
let added = 0;

beforeAll(async () => {
  services = await startBackingServices({ postgres: true });
  await migrate(services.postgres.url, catalogSchema);
  database = await new DataSource({ type: 'postgres', url: services.postgres.url }).initialize();
  const config = readIndexerConfig({
    HEARTH_LISTEN_PORT: '1',
    HEARTH_NATS_URL: 'nats://nobody',
    HEARTH_REDIS_URL: 'redis://nobody',
    HEARTH_POSTGRES_URL: services.postgres.url,
    HEARTH_LIBRARY: house,
    HEARTH_DERIVED: at('derived'),
    HEARTH_RENDITIONS_MAX: '1B',
  });
  const library = new LibraryFiles(config);
  pictures = new FullPictures(new FileContent(library, database, config), library, database, config);
  space = new RenditionSpace(database, config);
});
afterAll(async () => {
  await database?.destroy();
  await services?.stop();
  rmSync(house, { recursive: true, force: true });
});

interface Added {
  readonly id: FileId;
  readonly sha256: string;
}

/** As the index has it after it made the small pictures. */
async function add(name: string, bytes: Buffer, mimeType = 'image/tiff'): Promise<Added> {
  added += 1;
  writeFileSync(at(name), bytes);
  const { size, mtimeNs, ino } = lstatSync(at(name), { bigint: true });
  const [id, sha256] = [v7() as FileId, added.toString(16).padStart(64, '0')];
  await database.query(
    `INSERT INTO catalog.files (id, folder, name, kind, mime_type, size_bytes, modified_at, mtime_ns, inode, sha256, state, width, height, has_thumbnail)
     VALUES ($1, '', $2, 'image', $3, $4, now(), $5, $6, $7, 'ready', 1500, 2000, true)`,
    [id, name, mimeType, String(size), String(mtimeNs), String(ino), sha256],
  );
  return { id, sha256 };
}

const stateOf = async (file: Added) => findFullPicture(database, file);
const placeOf = ({ sha256 }: Added, mimeType: 'image/jpeg' | 'image/webp' = 'image/jpeg') =>
  at('derived', fullPicturePath(sha256, mimeType));

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

async function make(file: Added): Promise<void> {
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
    writeFileSync(at('other.tif'), await scan(4));
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
