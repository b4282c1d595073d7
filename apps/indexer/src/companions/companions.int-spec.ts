import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import sharp from 'sharp';
import { RunningIndexer } from '../../testing/running-indexer.js';
import { runConfined } from '../media-tools/confined-process.js';

jest.setTimeout(180_000);

interface Facts {
  readonly id: string;
  readonly unlisted_as: string | null;
  readonly live_photo_of: string | null;
  readonly taken_at: Date | null;
  readonly taken_from: string | null;
  readonly local_time: string;
  readonly gps_lat: number | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly tags: string[];
  readonly state: string;
}

let indexer: RunningIndexer;
let film: Buffer;
let drawn = 0;

const at = (path: string): string => join(indexer.library, path);

function put(path: string, content: Buffer | string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), content);
}

/** No two alike, and none with a time in it. */
function picture(): Promise<Buffer> {
  drawn += 1;
  const background = { r: drawn % 256, g: (drawn * 7) % 256, b: (drawn * 13) % 256 };
  return sharp({ create: { width: 64, height: 32 + drawn, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

/** No two alike: MP4 lets anything stand behind its last box. */
function ownFilm(): Buffer {
  drawn += 1;
  const box = Buffer.from('\0\0\0\x0cfree0000', 'latin1');
  box.write(String(drawn).padStart(4, '0'), 8);
  return Buffer.concat([film, box]);
}

async function facts(path: string): Promise<Facts | undefined> {
  const { rows } = await indexer.database.query<Facts>(
    `SELECT id, unlisted_as, live_photo_of, taken_at, taken_from, local_time::text, gps_lat, title, description, tags, state
     FROM catalog.files WHERE folder = $1 AND name = $2 AND unlisted_as IS DISTINCT FROM 'vanished'`,
    [dirname(path) === '.' ? '' : dirname(path), path.split('/').at(-1)],
  );
  return rows[0];
}

/** What the catalogue says of a file, as soon as it says so. */
async function untilFacts(path: string, what: string, isSo: (row: Facts) => boolean): Promise<Facts> {
  let row: Facts | undefined;
  await indexer.until(`${path} ${what}`, async () => {
    row = await facts(path);
    return row !== undefined && isSo(row);
  });
  return row as Facts;
}

const xmp = (title: string, tag: string, date: string): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description exif:DateTimeOriginal="${date}" exif:GPSLatitude="47,22.614N"
    exif:GPSLongitude="8,32.502E"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">${title}</rdf:li></rdf:Alt></dc:title>
    <dc:subject><rdf:Bag><rdf:li>${tag}</rdf:li></rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>`;

beforeAll(async () => {
  indexer = await RunningIndexer.prepare();
  const made = join(indexer.services.folder, 'film.mov');
  await runConfined(
    'ffmpeg',
    [
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=64x64:rate=5:duration=1',
      '-pix_fmt',
      'yuv420p',
      made,
    ],
    { wallClockMs: 60_000, cpuSec: 60, outputBytes: 1024 },
  );
  film = readFileSync(made);
  // What is deleted in a test is little of all.
  for (let n = 0; n < 30; n += 1) put(`others/${n}.jpg`, await picture());
  await indexer.start();
});

afterAll(async () => {
  await indexer?.close();
});

const isHidden = ({ unlisted_as: as }: Facts): boolean => as === 'motion-part';
const isListed = ({ unlisted_as: as }: Facts): boolean => as === null;

describe('a Live Photo on the disk', () => {
  it.each([
    ['the picture first', 'live/IMG_1.HEIC.jpg', 'live/IMG_1.HEIC.mov'],
    ['in any case', 'live/img_2.JPG', 'live/IMG_2.mov'],
  ])('is one item, %s', async (_what, still, motion) => {
    put(still, await picture());
    await indexer.indexed(still);
    put(motion, ownFilm());
    const hidden = await untilFacts(motion, 'is the film of its still', isHidden);
    const shown = await untilFacts(still, 'has its film', ({ live_photo_of: of }) => of === hidden.id);
    expect([hidden.live_photo_of, shown.unlisted_as]).toEqual([shown.id, null]);
  });

  it('is one item, the film first, and comes apart when the still is deleted', async () => {
    put('apart/IMG_3.MOV', ownFilm());
    await indexer.indexed('apart/IMG_3.MOV');
    put('apart/IMG_3.jpg', await picture());
    await untilFacts('apart/IMG_3.MOV', 'is the film of its still', isHidden);
    rmSync(at('apart/IMG_3.jpg'));
    const alone = await untilFacts('apart/IMG_3.MOV', 'stands for itself', isListed);
    expect(alone.live_photo_of).toBeNull();
  });

  it('comes apart when the film goes elsewhere', async () => {
    put('moved/IMG_4.jpg', await picture());
    put('moved/IMG_4.MOV', ownFilm());
    await untilFacts('moved/IMG_4.MOV', 'is the film of its still', isHidden);
    mkdirSync(at('elsewhere'));
    renameSync(at('moved/IMG_4.MOV'), at('elsewhere/IMG_4.MOV'));
    await untilFacts('elsewhere/IMG_4.MOV', 'stands for itself', isListed);
    await untilFacts('moved/IMG_4.jpg', 'has no film', ({ live_photo_of: of }) => of === null);
  });
});

describe('a Motion Photo', () => {
  it('keeps its film beside its pictures, to be sent by itself', async () => {
    const motion = ownFilm();
    const packet = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
      rdf:about="" xmlns:GCamera="http://ns.google.com/photos/1.0/camera/" GCamera:MicroVideoOffset="${motion.length}"/></rdf:RDF></x:xmpmeta>`;
    const still = await sharp(await picture())
      .withXmp(packet)
      .jpeg()
      .toBuffer();
    put('motion/PXL_1.MP.jpg', Buffer.concat([still, motion]));
    const row = await indexer.indexed('motion/PXL_1.MP.jpg');
    const folder = join(indexer.derived, row.sha256?.slice(0, 2) ?? '', row.sha256 ?? '');
    expect(readFileSync(join(folder, 'motion.mp4')).equals(motion)).toBe(true);
    const { rows } = await indexer.database.query('SELECT has_motion FROM catalog.files WHERE id = $1', [
      row.id,
    ]);
    expect(rows).toEqual([{ has_motion: true }]);
  });
});

describe('a side-car', () => {
  it('brings its picture what that does not say, also when it comes later, is changed or goes', async () => {
    put('side/a.jpg', await picture());
    const before = await indexer.indexed('side/a.jpg');
    put('side/a.jpg.xmp', xmp('Lake', 'sea', '2019-07-24T11:25:40+02:00'));
    const with1 = await untilFacts('side/a.jpg', 'has a title', ({ title }) => title === 'Lake');
    expect(with1).toMatchObject({
      id: before.id,
      taken_from: 'sidecar',
      local_time: '2019-07-24 11:25:40',
      tags: ['sea'],
    });
    expect([with1.taken_at?.toISOString(), with1.gps_lat]).toEqual(['2019-07-24T09:25:40.000Z', 47.3769]);
    expect((await indexer.rows()).has('side/a.jpg.xmp')).toBe(false);

    await indexer.database.query(`UPDATE catalog.files SET tags = tags || '{mine}' WHERE id = $1`, [
      before.id,
    ]);
    put('side/a.jpg.xmp', xmp('Lake of Zurich', 'water', '2019-07-24T11:25:40+02:00'));
    const with2 = await untilFacts(
      'side/a.jpg',
      'has the other title',
      ({ title }) => title === 'Lake of Zurich',
    );
    expect(with2.tags).toEqual(['mine', 'water']);

    rmSync(at('side/a.jpg.xmp'));
    const without = await untilFacts('side/a.jpg', 'has no title', ({ title }) => title === null);
    expect(without).toMatchObject({ taken_at: null, taken_from: null, gps_lat: null, tags: ['mine'] });
  });

  it('of Google Takeout is found by its cut and numbered names, there before its picture or not', async () => {
    const seconds = (n: number) => ({
      photoTakenTime: { timestamp: String(1_482_587_159 + n) },
      description: `number ${n}`,
    });
    put('takeout/IMG(1).jpg.supplemental-meta.json', JSON.stringify(seconds(0)));
    await indexer.indexed('takeout/IMG(1).jpg.supplemental-meta.json');
    put('takeout/IMG.jpg', await picture());
    put('takeout/IMG(1).jpg', await picture());
    put('takeout/IMG-edited.jpg', await picture());
    put('takeout/IMG.jpg.json', JSON.stringify(seconds(2)));
    for (const [path, n] of [
      ['IMG.jpg', 2],
      ['IMG-edited.jpg', 2],
      ['IMG(1).jpg', 0],
    ] as const) {
      const row = await untilFacts(
        `takeout/${path}`,
        'is described',
        ({ description }) => description === `number ${n}`,
      );
      expect(row.taken_at?.getTime()).toBe((1_482_587_159 + n) * 1000);
    }
    const listed = [...(await indexer.rows()).keys()].filter((path) => path.startsWith('takeout/')).sort();
    expect(listed).toEqual(['takeout/IMG(1).jpg', 'takeout/IMG-edited.jpg', 'takeout/IMG.jpg']);
  });

  it('that a copy of an older version took for a document is none when another begins to scan', async () => {
    put('apple/a.jpg', await picture());
    put('apple/a.aae', '<plist/>');
    await untilFacts('apple/a.aae', 'is a side-car', (row) => row.unlisted_as === 'sidecar');
    await indexer.end('SIGTERM');
    // As one leaves it that knows nothing of these.
    await indexer.database.query(
      `UPDATE catalog.files SET unlisted_as = NULL, unlisted_at = NULL WHERE name = 'a.aae'`,
    );
    await indexer.database.query(
      'DELETE FROM catalog.sidecars WHERE sidecar_id IN (SELECT id FROM catalog.files WHERE name = $1)',
      ['a.aae'],
    );
    await indexer.database.query('TRUNCATE catalog.companion_changes');
    await indexer.start();
    await untilFacts('apple/a.aae', 'is a side-car again', (row) => row.unlisted_as === 'sidecar');
  });

  it('of nobody is a document', async () => {
    put('alone/package.json', '{}');
    put('alone/b.xmp', xmp('x', 'y', '2019-07-24T11:25:40'));
    expect((await indexer.indexed('alone/package.json')).kind).toBe('document');
    expect((await indexer.indexed('alone/b.xmp')).state).toBe('ready');
  });
});

describe('the time of a file without any other', () => {
  it('is in its name, else its own, if that may be believed', async () => {
    put('times/IMG_20200101_120000.jpg', await picture());
    put('times/later.jpg', await picture());
    utimesSync(at('times/later.jpg'), new Date('2400-05-05'), new Date('2400-05-05'));
    put('times/unset.jpg', await picture());
    utimesSync(at('times/unset.jpg'), 7, 7);
    put('times/changed.jpg', await picture());
    utimesSync(at('times/changed.jpg'), new Date('2011-03-04T05:06:07Z'), new Date('2011-03-04T05:06:07Z'));
    const names = ['IMG_20200101_120000', 'later', 'unset', 'changed'];
    for (const name of names) await indexer.indexed(`times/${name}.jpg`);
    const [named, later, unset, changed] = await Promise.all(names.map((name) => facts(`times/${name}.jpg`)));
    expect(named).toMatchObject({ taken_from: 'name', local_time: '2020-01-01 12:00:00' });
    expect(changed).toMatchObject({ taken_from: null, local_time: '2011-03-04 05:06:07' });
    const thisYear = String(new Date().getUTCFullYear());
    expect([later, unset].map((row) => row?.local_time.slice(0, 4))).toEqual([thisYear, thisYear]);
  });
});
