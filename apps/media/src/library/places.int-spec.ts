import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { findFilesWithoutPlace, findPosition, placesStatement, recordPlace } from '@hearth/catalog';
import type { PlaceCluster } from '@hearth/contracts';
import { explain } from '../../test/explain.js';
import { MediaRig, type SignedIn } from '../../test/media-rig.js';

let rig: MediaRig;
let viewer: SignedIn;

beforeAll(async () => {
  rig = await MediaRig.start();
  viewer = await rig.signIn(await rig.addUser('viewer'));
});
afterAll(() => rig.stop());
beforeEach(() => rig.database.query('TRUNCATE catalog.files CASCADE'));

const WORLD = '-180,-90,180,90';
const get = async (path: string) => (await rig.call('GET', path, { token: viewer.token })).body;
const add = (name: string, gps_lat: number, gps_lon: number, columns: object = {}) =>
  rig.addFile({ name, gps_lat, gps_lon, state: 'ready', ...columns });
const clusters = async (query: string): Promise<PlaceCluster[]> =>
  (await get(`/api/files/places?${query}`)).clusters;
const names = async (query: string): Promise<string[]> =>
  (await get(`/api/files?sort=name&${query}`)).items.map(({ name }: { name: string }) => name);

describe('the map', () => {
  it('shows what is near each other as one, with its last picture, and apart further in', async () => {
    await add('a', 48.137, 11.575, { sha256: 'a'.repeat(64), has_thumbnail: true, place: 'Munich, Germany' });
    const b = await add('b', 48.14, 11.57, {
      ...{ sha256: 'b'.repeat(64), has_thumbnail: true, place: 'Munich, Germany' },
    });
    await add('c', 48.141, 11.571, { has_thumbnail: false });
    await add('d', -33.86, 151.21, { has_thumbnail: false });
    const [munich, sydney] = await clusters(`bbox=${WORLD}&zoom=3`);
    expect([munich?.files, munich?.fileId, munich?.place]).toEqual([3, b, 'Munich, Germany']);
    expect(munich?.thumbnailUrl).toMatch(/^\/d\/bb\//);
    expect([sydney?.files, sydney?.fileId, sydney?.thumbnailUrl, sydney?.place]).toEqual([
      1,
      null,
      null,
      null,
    ]);
    // The sides of a cluster are those of its files.
    expect(await names(`bbox=${munich?.bbox}`)).toEqual(['a', 'b', 'c']);
    expect((await clusters(`bbox=${WORLD}&zoom=16`)).map(({ files }) => files)).toEqual([1, 1, 1, 1]);
    expect(await clusters('bbox=0,40,20,50&zoom=3')).toEqual([munich]);
  });

  it('shows what is listed, and what the filters leave', async () => {
    await add('old', 10, 10, { taken_at: '2019-05-05T05:05:05Z', tags: ['boat'] });
    await add('new', 10, 10, { taken_at: '2024-05-05T05:05:05Z' });
    await add('binned', 10, 10, { unlisted_as: 'binned', unlisted_at: new Date() });
    await rig.addFile({ name: 'nowhere' });
    const count = async (query: string) =>
      (await clusters(`bbox=${WORLD}&zoom=2&${query}`)).reduce((sum, { files }) => sum + files, 0);
    expect([await count(''), await count('from=2020-01-01'), await count('to=2019-12-31')]).toEqual([
      2, 1, 1,
    ]);
    expect([await count('tag=boat'), await count('query=boat'), await count('type=video')]).toEqual([
      1, 1, 0,
    ]);
  });

  it('goes over the 180th meridian and up to the poles', async () => {
    await add('west of it', -17, 179.9);
    await add('east of it', -17, -179.9);
    await add('pole', 90, 0);
    const found = await clusters('bbox=179,-20,-179,-10&zoom=9');
    expect(found.map(({ lon }) => lon).toSorted((one, other) => one - other)).toEqual([-179.9, 179.9]);
    expect((await clusters('bbox=-1,84,1,90&zoom=4')).map(({ lat }) => lat)).toEqual([90]);
    expect(await names('bbox=179,-20,-179,-10')).toEqual(['east of it', 'west of it']);
  });

  it.each(['bbox=0,0,1,1', `bbox=${WORLD}&zoom=21`, `bbox=${WORLD}&zoom=1.5`, 'bbox=1,2,3&zoom=1', 'zoom=1'])(
    'refuses %s',
    async (query) => {
      expect((await get(`/api/files/places?${query}`)).code).toBe('request.invalid');
    },
  );
});

describe('near', () => {
  it.each([
    ['a place', '48.1,11.6,10', ['here']],
    ['the 180th meridian', '-17,179.95,20', ['east of it', 'west of it']],
    ['the 180th meridian, from its other side', '-17,-179.95,20', ['east of it', 'west of it']],
    ['the pole, whatever the longitude', '89.9,10,30', ['beyond the pole', 'pole']],
    // A degree of latitude is 111.195 km.
    ['what lies straight north, to the metre', '47,11.6,122.32', ['here']],
    ['what lies straight north, and not beyond', '47,11.6,122.31', []],
  ])('finds %s', async (_, near, expected) => {
    await add('here', 48.1, 11.6);
    await add('west of it', -17, 179.9);
    await add('east of it', -17, -179.9);
    await add('pole', 90, 0);
    await add('beyond the pole', 89.9, -170);
    expect(await names(`near=${near}`)).toEqual(expected);
  });
});

describe('a place', () => {
  it('is found by its words, stands with the file, and goes when the position changes', async () => {
    const id = await add('x.jpg', 48.1, 11.6);
    const due = () => findFilesWithoutPlace(rig.database, { version: 1, step: 'places', limit: 9 });
    expect(await due()).toEqual([id]);
    const position = await findPosition(rig.database, id);
    const name = { place: 'Munich, Germany', words: 'Munich Germany Deutschland' };
    await recordPlace(rig.database, id, { lat: 1, lon: 1 }, name, 1);
    expect(await due()).toEqual([id]);
    if (position) await recordPlace(rig.database, id, position, name, 1);
    expect(await due()).toEqual([]);
    expect((await get(`/api/files/${id}`)).place).toBe('Munich, Germany');
    expect([await names('query=deutschl'), await names('query=Munich')]).toEqual([['x.jpg'], ['x.jpg']]);
    expect(await names(`place=${encodeURIComponent('Munich, Germany')}`)).toEqual(['x.jpg']);
    await rig.database.query('UPDATE catalog.files SET gps_lat = 50 WHERE id = $1', [id]);
    expect([await due(), await names('query=munich')]).toEqual([[id], []]);
  });
});

describe('among 50,000 files with a position', () => {
  it('a part of the map, and a day of any year, are found by their indexes', async () => {
    await rig.database.query(`
      INSERT INTO catalog.files (id, folder, name, kind, mime_type, size_bytes, modified_at, mtime_ns, inode, state, gps_lat, gps_lon)
      SELECT gen_random_uuid(), '', n::text, 'image', 'image/jpeg', n, now() - n * interval '1 minute', n, n, 'ready',
        -60 + random() * 130, -180 + random() * 360 FROM generate_series(1, 50000) AS n`);
    await rig.database.query('VACUUM ANALYZE catalog.files');
    const filter = { type: ['image' as const], from: '2020-01-01', bbox: '-20,35,20,60' };
    const { sql, values } = placesStatement(filter, 6);
    const plan = await explain(rig.database, sql, values);
    expect(plan.indexes).toEqual(['files_on_map']);
    const day = await explain(
      rig.database,
      `SELECT f.id FROM catalog.files f WHERE extract(month FROM f.local_time) * 100 + extract(day FROM f.local_time) = 229
         AND f.unlisted_as IS NULL ORDER BY f.local_time DESC, f.id DESC LIMIT 9`,
    );
    expect(day.indexes).toEqual(['files_by_anniversary']);
  });
});
