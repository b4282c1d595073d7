import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { MediaRig, type SignedIn } from '../../test/media-rig.js';

jest.setTimeout(180_000);

let rig: MediaRig;
let viewer: SignedIn;

const song = (name: string, columns: Record<string, unknown>, track: object | null = null) =>
  rig.addFile({
    ...{ name: `${name}.mp3`, kind: 'audio', mime_type: 'audio/mpeg', title: name, duration_sec: 100 },
    track: JSON.stringify(track),
    ...columns,
  });
const get = async (path: string) => (await rig.call('GET', path, { token: viewer.token })).body;

beforeAll(async () => {
  rig = await MediaRig.start();
  viewer = await rig.signIn(await rig.addUser('viewer'));
  const blue = { album: 'Kind of Blue', artist: 'Miles Davis', folder: 'Miles' };
  await song('last', blue, { trackNo: 10, discNo: 1, year: 1959 });
  await song('first', blue, { trackNo: 2, discNo: 1 });
  await song('on the second disc', { ...blue, artist: 'Bill Evans' }, { trackNo: 1, discNo: 2 });
  for (const artist of ['Ann', 'Bob']) {
    await song(`by ${artist}`, { album: 'Hits', artist, folder: 'Hits' }, { albumArtist: 'Various' });
  }
  await song('of another', { album: 'Hits', artist: 'Ann', folder: 'Elsewhere' });
  await song('in the bin', { album: 'Hits', artist: 'Cid', unlisted_as: 'binned', unlisted_at: new Date() });
  await song('of no record', { artist: 'Ann' });
  await song('of nobody', {});
});
afterAll(() => rig.stop());

describe('music', () => {
  it('has each record once, by title, and keeps two of one name apart', async () => {
    const { items } = await get('/api/music/albums');
    expect(
      items.map(({ title, artist, tracks, year }: Record<string, unknown>) => [title, artist, tracks, year]),
    ).toEqual(
      expect.arrayContaining([
        ['Hits', 'Various', 2, null],
        ['Hits', 'Ann', 1, null],
        ['Kind of Blue', null, 3, 1959],
      ]),
    );
    expect(items).toHaveLength(3);
  });

  it('has the songs of a record in the order of disc and number', async () => {
    const { items } = await get('/api/music/albums?artist=Miles+Davis');
    const { items: songs } = await get(`/api/music/tracks?albumId=${items[0].id}`);
    expect(songs.map(({ title }: { title: string }) => title)).toEqual([
      'first',
      'last',
      'on the second disc',
    ]);
    expect(songs[0]).toMatchObject({ artist: 'Miles Davis', track: { trackNo: 2, discNo: 1 } });
  });

  it('has artists by name, and what each made', async () => {
    const { items } = await get('/api/music/artists');
    expect(items.map(({ name, tracks }: { name: string; tracks: number }) => [name, tracks])).toEqual([
      ['Ann', 2],
      ['Bill Evans', 1],
      ['Miles Davis', 2],
      ['Various', 2],
    ]);
    const { items: songs } = await get('/api/music/tracks?artist=Ann');
    expect(songs.map(({ title }: { title: string }) => title)).toEqual(
      expect.arrayContaining(['of no record', 'by Ann', 'of another']),
    );
    expect(songs).toHaveLength(3);
  });

  it.each(['albums', 'artists', 'tracks'])('shows each of the %s once on small pages', async (list) => {
    const all = (await get(`/api/music/${list}`)).items;
    const walked: unknown[] = [];
    let cursor = '';
    for (let pages = 0; pages < 20 && cursor !== null; pages += 1) {
      const page = await get(`/api/music/${list}?limit=1${cursor && `&cursor=${cursor}`}`);
      walked.push(...page.items);
      cursor = page.nextCursor;
    }
    const nameOf = (one: Record<string, unknown>) => one['id'] ?? one['name'];
    expect(walked.map((one) => nameOf(one as Record<string, unknown>))).toEqual(all.map(nameOf));
  });
});
