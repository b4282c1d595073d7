import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HOUSE_SECRET } from '@hearth/testing';
import { LIBRARY, MediaRig, type SignedIn } from '../../test/media-rig.js';

jest.setTimeout(180_000);

let rig: MediaRig;
let viewer: SignedIn;
let admin: SignedIn;

beforeAll(async () => {
  rig = await MediaRig.start();
  viewer = await rig.signIn(await rig.addUser('viewer'));
  admin = await rig.signIn('admin');
});
afterAll(() => rig.stop());
beforeEach(() => rig.database.query('TRUNCATE catalog.files, catalog.library CASCADE'));

const get = async (path: string) => (await rig.call('GET', path, { token: viewer.token })).body;
const namesOf = ({ items }: { items: { name: string }[] }) => items.map(({ name }) => name);
const list = async (query = '') => namesOf(await get(`/api/files?${query}`));

/** All pages, by their cursors. */
async function walk(query: string): Promise<string[]> {
  const names: string[] = [];
  let cursor = '';
  for (let pages = 0; pages < 50; pages += 1) {
    const body = await get(`/api/files?${query}${cursor && `&cursor=${cursor}`}`);
    names.push(...namesOf(body));
    if (body.nextCursor === null) return names;
    cursor = body.nextCursor;
  }
  throw new Error('the pages do not end');
}

describe('GET /api/files', () => {
  it('shows a file as the contracts say, with links that nginx serves for this session alone', async () => {
    const sha256 = 'ef'.repeat(32);
    const id = await rig.addFile({
      name: 'x.jpg',
      folder: 'a/b',
      sha256,
      taken_at: '2025-05-05T05:05:05Z',
      tags: ['sea'],
    });
    const { items, nextCursor } = await get('/api/files');
    expect(nextCursor).toBeNull();
    expect(items).toEqual([
      {
        id,
        name: 'x.jpg',
        folder: 'a/b',
        kind: 'image',
        mimeType: 'image/jpeg',
        sizeBytes: 1000,
        sha256,
        width: null,
        height: null,
        durationSec: null,
        takenAt: '2025-05-05T05:05:05.000Z',
        localTime: '2025-05-05T05:05:05',
        createdAt: expect.any(String),
        modifiedAt: '2026-01-01T00:00:00.000Z',
        tags: ['sea'],
        favourite: false,
        uploadedBy: null,
        deviceId: null,
        thumbnailUrl: expect.stringMatching(
          `^/d/ef/${sha256}/grid\\.webp\\?s=${viewer.sessionId}&e=\\d+&k=[\\w-]{22}$`,
        ),
        previewUrl: expect.stringMatching(
          `^/d/ef/${sha256}/preview\\.webp\\?s=${viewer.sessionId}&e=\\d+&k=[\\w-]{22}$`,
        ),
        thumbhash: null,
        state: 'ready',
      },
    ]);
  });

  it('has the newest first, by when it was taken or else last changed', async () => {
    await rig.addFile({ name: 'old', taken_at: '2001-01-01T00:00:00Z' });
    await rig.addFile({ name: 'changed lately', taken_at: null, modified_at: '2026-02-01T00:00:00Z' });
    await rig.addFile({ name: 'new', taken_at: '2026-03-01T00:00:00Z' });
    expect(await list()).toEqual(['new', 'changed lately', 'old']);
    expect(await list('sort=takenAt')).toEqual(['old', 'changed lately', 'new']);
  });

  it('sorts names as people do', async () => {
    for (const name of ['IMG_10', 'img_9', 'Zoo', 'éclair', 'echo', 'IMG_100']) await rig.addFile({ name });
    expect(await list('sort=name')).toEqual(['echo', 'éclair', 'img_9', 'IMG_10', 'IMG_100', 'Zoo']);
    expect(await list('sort=-name')).toEqual(['Zoo', 'IMG_100', 'IMG_10', 'img_9', 'éclair', 'echo']);
  });

  it.each(['takenAt', 'createdAt', 'name', 'sizeBytes', 'durationSec'])(
    'shows each file once on the pages sorted by %s, also where many are equal',
    async (sort) => {
      for (let i = 0; i < 23; i += 1) {
        await rig.addFile({
          name: `f${i}`,
          folder: String(i),
          size_bytes: i % 3,
          duration_sec: i % 4 === 0 ? null : (i % 4) / 3,
          taken_at: `2026-01-01T00:00:00.00000${i % 5}Z`,
          created_at: `2026-01-01T00:00:00.00000${i % 5}Z`,
        });
      }
      const forwards = await walk(`sort=${sort}&limit=4`);
      expect(new Set(forwards).size).toBe(23);
      expect(forwards).toHaveLength(23);
      expect(await walk(`sort=-${sort}&limit=5`)).toEqual(forwards.reverse());
    },
  );

  it('numbers pages for who wants numbers, and says how many files there are', async () => {
    for (let i = 0; i < 5; i += 1) await rig.addFile({ name: `f${i}` });
    const second = await get('/api/files?sort=name&page=2&pageSize=2');
    expect([namesOf(second), second.total]).toEqual([['f2', 'f3'], 5]);
    const beyond = await get('/api/files?sort=name&page=9&pageSize=2');
    expect([namesOf(beyond), beyond.total, beyond.nextCursor]).toEqual([[], 5, null]);
  });

  it('takes a cursor for the order alone that it came from', async () => {
    for (let i = 0; i < 3; i += 1) await rig.addFile();
    const { nextCursor } = await get('/api/files?limit=1');
    expect((await get(`/api/files?limit=1&sort=name&cursor=${nextCursor}`)).code).toBe('request.invalid');
    expect((await get(`/api/files?limit=1&cursor=${nextCursor.slice(4)}`)).code).toBe('request.invalid');
  });

  it('filters by type, state and folder', async () => {
    await rig.addFile({ name: 'film', kind: 'video', folder: 'a' });
    await rig.addFile({ name: 'broken', state: 'unreadable', reason: 'no picture in it', folder: 'a/b' });
    await rig.addFile({ name: 'picture' });
    expect(await list('type=video')).toEqual(['film']);
    expect(await list('state=unreadable')).toEqual(['broken']);
    expect(await list('folder=a')).toEqual(['film']);
    expect(await list('folder=')).toEqual(['picture']);
    expect(await list('folder=a&type=image')).toEqual([]);
    expect((await get('/api/files?state=unreadable')).items[0].reason).toBe('no picture in it');
  });
});

describe('searching', () => {
  const find = (query: string, more = '') => list(`query=${encodeURIComponent(query)}${more}`);

  beforeEach(async () => {
    await rig.addFile({ name: 'IMG_2024_beach.jpg', folder: 'Holidays/Greece', camera: 'Canon EOS 5D' });
    await rig.addFile({ name: 'sandybeachball.png', folder: 'Toys' });
    await rig.addFile({ name: 'Größe XL.pdf', folder: '', tags: ['Maßband'] });
    await rig.addFile({
      name: '01.flac',
      folder: 'Music',
      title: 'So What',
      artist: 'Miles Davis',
      album: 'Kind of Blue',
    });
    await rig.addFile({ name: '100% %_real.txt', folder: '' });
    await rig.addFile({ name: '東京旅行🎉.jpg', folder: '', taken_at: '2019-03-05T12:00:00Z' });
  });

  it.each([
    ['beach', ['IMG_2024_beach.jpg', 'sandybeachball.png']],
    ['BEACH gree', ['IMG_2024_beach.jpg']],
    ['gree beach', ['IMG_2024_beach.jpg']],
    ['greece, beach!', ['IMG_2024_beach.jpg']],
    ['each', ['IMG_2024_beach.jpg', 'sandybeachball.png']],
    ['miles', ['01.flac']],
    ['kind of bl', ['01.flac']],
    ['canon', ['IMG_2024_beach.jpg']],
    ['grö', ['Größe XL.pdf']],
    ['gro\u0308sse', ['Größe XL.pdf']],
    ['massband', ['Größe XL.pdf']],
    ['ＧＲＯＳＳＥ', ['Größe XL.pdf']],
    ['img_2024', ['IMG_2024_beach.jpg']],
    ['0% %_r', ['100% %_real.txt']],
    ['%', ['100% %_real.txt']],
    ['%_%', []],
    ['qz', []],
    ['ac', []],
    ['nowhere', []],
    ['旅行', ['東京旅行🎉.jpg']],
    ['京旅行', ['東京旅行🎉.jpg']],
    ['行', ['東京旅行🎉.jpg']],
    ['🎉', ['東京旅行🎉.jpg']],
    ['2024', ['IMG_2024_beach.jpg']],
    ['2019', ['東京旅行🎉.jpg']],
    ['march 2019', ['東京旅行🎉.jpg']],
    ['märz 2019 旅行', ['東京旅行🎉.jpg']],
    ['april 2019', []],
    ['beahc', ['IMG_2024_beach.jpg']],
    ['milse kind', ['01.flac']],
  ])('%j finds %j', async (query, names) => {
    const expected = [...names].sort();
    expect((await find(query)).sort()).toEqual(expected);
    // The other ways through a list agree: sorted otherwise, numbered, counted.
    const numbered = await get(`/api/files?sort=name&pageSize=10&query=${encodeURIComponent(query)}`);
    expect([namesOf(numbered).sort(), numbered.total]).toEqual([expected, expected.length]);
  });

  it('counts no further than it is asked to', async () => {
    const totalOf = async (query: string) => (await get(`/api/files?${query}`)).total;
    const all = (await totalOf('pageSize=1&query=jpg')) as number;
    expect(all).toBeGreaterThan(1);
    expect(await totalOf('pageSize=1&query=jpg&totalUpTo=1')).toBe(1);
    expect(await totalOf(`pageSize=1&query=jpg&totalUpTo=${all + 1}`)).toBe(all);
    expect(await totalOf('pageSize=1&totalUpTo=1')).toBe(1);
  });

  it('shows names that are the word first, then what begins with it, then what holds it', async () => {
    await rig.addFile({ name: 'HappyBirthdayParty.jpg', taken_at: '2026-01-04T00:00:00Z' });
    await rig.addFile({ name: 'partying.jpg', taken_at: '2026-01-03T00:00:00Z' });
    await rig.addFile({ name: 'a.jpg', folder: 'Party', taken_at: '2026-01-02T00:00:00Z' });
    await rig.addFile({ name: 'my party.jpg', taken_at: '2001-01-01T00:00:00Z' });
    const ranked = ['my party.jpg', 'partying.jpg', 'a.jpg', 'HappyBirthdayParty.jpg'];
    expect(await find('party')).toEqual(ranked);
    expect(await walk('query=party&limit=1')).toEqual(ranked);
    const second = await get('/api/files?query=party&page=2&pageSize=3');
    expect([namesOf(second), second.total]).toEqual([['HappyBirthdayParty.jpg'], 4]);
    expect(await find('party', '&sort=name')).toEqual([
      'a.jpg',
      'HappyBirthdayParty.jpg',
      'my party.jpg',
      'partying.jpg',
    ]);
  });

  it.each([`')`, '\\', '!', '&|!():*', '<->', ':*', `" OR 1=1 --`, '\u202e', '🎬', 'a:b*c', '(('])(
    'takes %j as text',
    async (query) => expect(await find(query)).toEqual([]),
  );

  it('is no filter when nothing was typed', async () => {
    expect(await find('')).toHaveLength(6);
    expect(await find(' ')).toHaveLength(6);
  });

  it('goes on by cursor in what it found, with typing errors too', async () => {
    await rig.addFile({ name: 'beach 2.jpg' });
    expect((await walk('query=beach&limit=1')).sort()).toEqual([
      'IMG_2024_beach.jpg',
      'beach 2.jpg',
      'sandybeachball.png',
    ]);
    expect((await walk('query=baech&limit=1')).sort()).toEqual(['IMG_2024_beach.jpg', 'beach 2.jpg']);
  });

  it('finds a file by what it is called now', async () => {
    const id = await rig.addFile({ name: 'before.jpg' });
    await rig.database.query(`UPDATE catalog.files SET name = 'later.jpg', tags = '{neu}' WHERE id = $1`, [
      id,
    ]);
    expect([await find('before'), await find('later'), await find('neu')]).toEqual([
      [],
      ['later.jpg'],
      ['later.jpg'],
    ]);
  });
});

describe('filters', () => {
  const UPLOADER = '0198c0de-0000-7000-8000-000000000001';

  beforeEach(async () => {
    await rig.addFile({
      name: 'a',
      folder: 'trips/rome',
      tags: ['Sea', 'sun'],
      favourite: true,
      uploaded_by: UPLOADER,
      device_id: UPLOADER,
      camera: 'X100',
      size_bytes: 10,
      width: 4000,
      gps_lat: 41.9,
      gps_lon: 12.5,
      place: 'Rome, Italy',
      place_words: 'Rome Italy Italien',
      taken_at: '2022-02-01T04:00:00Z',
      taken_local: '2022-01-31 20:00:00',
      created_at: new Date(Date.now() - 30 * 3_600_000),
    });
    await rig.addFile({
      name: 'b',
      folder: 'trips',
      kind: 'video',
      size_bytes: 20,
      duration_sec: 60,
      width: 640,
    });
    await rig.addFile({ name: 'c', folder: 'trips2', kind: 'audio', size_bytes: 30, duration_sec: 5 });
  });

  it.each([
    ['under=trips', ['a', 'b']],
    ['under=', ['a', 'b', 'c']],
    ['folder=trips', ['b']],
    ['tag=Sea', ['a']],
    ['tag=S', []],
    ['favourite=true', ['a']],
    ['favourite=false', ['b', 'c']],
    [`uploader=${UPLOADER}`, ['a']],
    [`device=${UPLOADER}`, ['a']],
    ['camera=X100', ['a']],
    ['type=video,audio', ['b', 'c']],
    ['minSizeBytes=20', ['b', 'c']],
    ['minSizeBytes=11&maxSizeBytes=29', ['b']],
    ['minDurationSec=10', ['b']],
    ['maxDurationSec=10', ['c']],
    ['minWidth=1000', ['a']],
    ['near=41.8,12.4,20', ['a']],
    ['near=48.1,11.6,100', []],
    ['bbox=12,41,13,42', ['a']],
    ['bbox=12.6,41,13,42', []],
    ['anniversary=01-31', ['a']],
    ['anniversary=02-29', []],
    ['album=0198c0de-0000-7000-8000-000000000009', []],
    ['place=Rome, Italy', ['a']],
    ['place=Rome', []],
    ['query=italien', ['a']],
    ['withinHours=24', ['b', 'c']],
    ['withinHours=48', ['a', 'b', 'c']],
    ['from=2022-01-31&to=2022-01-31', ['a']],
    ['to=2022-01-30', []],
    ['from=2022-02-01T00:00:00Z&to=2022-02-02T00:00:00%2B01:00', ['a']],
    ['from=2023-01-01&type=audio', ['c']],
  ])('%s', async (query, names) => {
    expect(await list(`sort=name&${query}`)).toEqual(names);
    const { days } = await get(`/api/files/timeline?${query}`);
    expect(days.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(names.length);
  });

  it.each([
    'type=film',
    'type=',
    'favourite=1',
    'near=91,0,1',
    'near=1,2',
    'bbox=0,1,1,0',
    'bbox=-181,0,1,1',
    'bbox=1,2,3',
    'anniversary=02-30x',
    'anniversary=13-01',
    'album=x',
    'from=2022-13-01',
    'from=0000-01-01',
    'minSizeBytes=-1',
  ])('%s is refused', async (query) => {
    for (const path of ['/api/files', '/api/files/timeline']) {
      expect((await get(`${path}?${query}`)).code).toBe('request.invalid');
    }
  });
});

describe('GET /api/files/{id}', () => {
  it('tells everything known of a file', async () => {
    const id = await rig.addFile({
      codecs: JSON.stringify({ container: 'mp4', video: 'h264' }),
      camera: 'X100',
      gps_lat: 1.5,
      gps_lon: -2.5,
      orientation: 6,
      title: 'T',
      duration_sec: 1.25,
    });
    expect(await get(`/api/files/${id}`)).toMatchObject({
      id,
      codecs: { container: 'mp4', video: 'h264' },
      camera: 'X100',
      lens: null,
      gps: { lat: 1.5, lon: -2.5 },
      orientation: 6,
      title: 'T',
      durationSec: 1.25,
      renditions: ['original'],
    });
  });
});

describe('GET /api/files/timeline', () => {
  it('counts the days and months by the clock where it was taken, and the list agrees', async () => {
    for (const [at, local] of [
      ['2025-12-31T23:59:59.999Z', null],
      ['2026-01-01T00:00:00Z', null],
      ['2026-02-01T04:00:00Z', '2026-01-31 20:00:00'],
      ['2026-01-31T23:00:00Z', '2026-02-01 08:00:00'],
    ]) {
      await rig.addFile({ taken_at: at, taken_local: local });
    }
    const { months, days } = await get('/api/files/timeline');
    expect(days).toEqual([
      { day: '2026-02-01', count: 1 },
      { day: '2026-01-31', count: 1 },
      { day: '2026-01-01', count: 1 },
      { day: '2025-12-31', count: 1 },
    ]);
    expect(months).toEqual([
      { month: '2026-02', count: 1 },
      { month: '2026-01', count: 2 },
      { month: '2025-12', count: 1 },
    ]);
    expect(await list('from=2026-01-01&to=2026-01-31')).toHaveLength(2);
    expect(await get('/api/files/timeline?from=2025-01-01')).toEqual({ months, days });
  });
});

describe('the library', () => {
  const setLibrary = (status: string) =>
    rig.database.query('INSERT INTO catalog.library (library_id, status) VALUES (gen_random_uuid(), $1)', [
      status,
    ]);
  const confirm = (token: string) => rig.call('POST', '/api/library/confirm-removals', { token });

  it('counts its files, and tells admins alone where they are', async () => {
    await setLibrary('online');
    await rig.addFile();
    await rig.addFile({ state: 'indexing' });
    await rig.addFile({ state: 'unreadable' });
    await rig.addFile({ missing_since: new Date() });
    const counts = {
      status: 'online',
      indexing: 1,
      ready: 2,
      unreadable: 1,
      missing: 1,
      leftOut: 0,
      lastScanAt: null,
    };
    expect(await get('/api/library/status')).toEqual({ ...counts, libraryPath: null });
    const asAdmin = await rig.call('GET', '/api/library/status', { token: admin.token });
    expect(asAdmin.body).toEqual({ ...counts, libraryPath: LIBRARY });
  });

  it('is offline before it was looked at', async () => {
    expect(await get('/api/library/status')).toMatchObject({ status: 'offline', ready: 0 });
  });

  it('keeps listing what is missing until an admin says that it was meant to go', async () => {
    await setLibrary('held');
    await rig.addFile({ name: 'here' });
    const gone = await rig.addFile({ name: 'gone', missing_since: new Date(), revision: 7 });
    const { length: before } = await rig.outbox('catalog', 'hearth.catalog.file.removed.v1');
    expect(await list('sort=name')).toEqual(['gone', 'here']);
    expect((await confirm(viewer.token)).status).toBe(403);
    expect((await confirm(admin.token)).body).toEqual({ removed: 1, filesToFollow: 0 });
    expect(await list()).toEqual(['here']);
    expect((await get('/api/library/status')).status).toBe('online');
    const told = await rig.outbox('catalog', 'hearth.catalog.file.removed.v1');
    expect(told.slice(before).map(({ payload }) => payload)).toMatchObject([{ fileId: gone, revision: 8 }]);
    expect((await confirm(admin.token)).body).toEqual({ removed: 0, filesToFollow: 0 });
  });

  it('takes many out a part at a time, and tells of each', async () => {
    await setLibrary('held');
    await rig.database.query('DELETE FROM catalog.outbox');
    await rig.database.query(
      `INSERT INTO catalog.files (id, folder, name, kind, mime_type, size_bytes, modified_at, mtime_ns, inode, missing_since)
       SELECT gen_random_uuid(), 'lost', n, 'image', 'image/jpeg', n, now(), n, n, now() FROM generate_series(1, 11000) AS n`,
    );
    expect((await confirm(admin.token)).body).toEqual({ removed: 11_000, filesToFollow: 0 });
    expect(await list()).toEqual([]);
    expect((await get('/api/library/status')).status).toBe('online');
    const [told] = await rig.database.query(
      `SELECT count(DISTINCT envelope -> 'payload' ->> 'fileId')::int AS files, count(DISTINCT created_at)::int AS parts
       FROM catalog.outbox WHERE subject = 'hearth.catalog.file.removed.v1'`,
    );
    expect(told).toEqual({ files: 11_000, parts: 3 });
  });

  it('keeps what went missing after the removals were confirmed', async () => {
    await setLibrary('held');
    await rig.addFile({ name: 'later', missing_since: new Date(Date.now() + 60_000) });
    expect((await confirm(admin.token)).body).toEqual({ removed: 0, filesToFollow: 0 });
    expect(await list()).toEqual(['later']);
    expect((await get('/api/library/status')).status).toBe('held');
  });

  it('loses nothing while the folder is not there', async () => {
    await setLibrary('offline');
    await rig.addFile({ missing_since: new Date() });
    const { status, body } = await confirm(admin.token);
    expect([status, body.code]).toEqual([409, 'library.offline']);
    expect(await list()).toHaveLength(1);
  });
});

describe('the facts of all files', () => {
  const page = async (after?: string) =>
    (
      await rig.call('GET', `/file-facts${after === undefined ? '' : `?after=${after}`}`, {
        token: HOUSE_SECRET,
      })
    ).body.items as {
      fileId: string;
    }[];

  it('are given page by page to a service that has lost them', async () => {
    await rig.database.query(
      `INSERT INTO catalog.files (id, folder, name, kind, mime_type, size_bytes, modified_at, mtime_ns, inode)
       SELECT gen_random_uuid(), 'facts', n, 'image', 'image/jpeg', n, now(), n, n FROM generate_series(1, 600) AS n`,
    );
    const rows: { id: string }[] = await rig.database.query(
      'SELECT id FROM catalog.files WHERE unlisted_as IS NULL ORDER BY id',
    );
    const first = await page();
    const second = await page(first.at(-1)?.fileId);
    expect(first).toHaveLength(500);
    expect([...first, ...second].map(({ fileId }) => fileId)).toEqual(
      rows.slice(0, 1_000).map(({ id }) => id),
    );
    expect((await rig.call('GET', '/file-facts?after=none', { token: HOUSE_SECRET })).status).toBe(400);
  });
});
