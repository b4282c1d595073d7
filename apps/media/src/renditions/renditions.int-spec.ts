import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { renditionPath } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { eventually } from '@hearth/testing';
import { MediaRig, type SignedIn } from '../../test/media-rig.js';

jest.setTimeout(180_000);

const SHA256 = 'ef'.repeat(32);
const derived = mkdtempSync(join(tmpdir(), 'hearth-derived-'));

let rig: MediaRig;
let viewer: SignedIn;
let film: FileId;

beforeAll(async () => {
  rig = await MediaRig.start({ HEARTH_DERIVED: derived });
  viewer = await rig.signIn(await rig.addUser('viewer'));
  film = await rig.addFile({ name: 'film.mkv', kind: 'video', sha256: SHA256, duration_sec: 9.5 });
});
afterAll(async () => {
  await rig?.stop();
  rmSync(derived, { recursive: true });
});

beforeEach(async () => {
  for (const table of ['renditions', 'failed_steps'])
    await rig.database.query(`DELETE FROM catalog.${table}`);
  rmSync(join(derived, renditionPath(SHA256)), { recursive: true, force: true });
});

const get = (path: string) => rig.call('GET', path, { token: viewer.token });
const playlist = (id: string = film) => get(`/api/files/${id}/hls/index.m3u8`);

/** Where the pieces that the playlist names lead to. */
async function addresses(): Promise<string[]> {
  const named = (await playlist()).text.split('\n').filter((line) => line.startsWith('/api/'));
  return Promise.all(named.map(async (address) => String((await get(address)).headers['location'])));
}

function make(part: string): void {
  const path = join(derived, renditionPath(SHA256, part));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'a piece');
}

async function wanted(): Promise<Record<string, unknown> | undefined> {
  const rows = await rig.database.query(
    'SELECT wanted_segment, segments FROM catalog.renditions WHERE sha256 = $1',
    [SHA256],
  );
  return rows[0];
}

describe('a film that has to be made ready', () => {
  it('says that it can be had as HLS, and leads there', async () => {
    expect((await get(`/api/files/${film}`)).body.renditions).toEqual(['original', 'hls']);
    const { status, headers } = await get(`/api/files/${film}/stream?rendition=hls`);
    expect([status, headers['location']]).toEqual([307, `/api/files/${film}/hls/index.m3u8`]);
  });

  it('has a whole playlist before anything is made, and asks for its beginning', async () => {
    expect((await get(`/api/files/${film}/hls/progress`)).body).toEqual({
      state: 'none',
      made: 0,
      segments: 3,
    });
    const { status, headers, text } = await playlist();
    expect([status, headers['content-type']]).toEqual([200, 'application/vnd.apple.mpegurl']);
    expect(text.match(/#EXTINF/g)).toHaveLength(3);
    expect(text).toContain('#EXT-X-ENDLIST');
    expect(await wanted()).toEqual({ wanted_segment: 0, segments: 3 });
    expect((await get(`/api/files/${film}/hls/progress`)).body).toEqual({
      state: 'waiting',
      made: 0,
      segments: 3,
    });
  });

  it('waits for a piece that is not made yet, wherever one seeks to, and hands it over to nginx', async () => {
    const address = (await addresses()).at(-1) ?? '';
    const answering = rig.call('GET', address);
    await eventually(async () => (await wanted())?.['wanted_segment'] === 2 || undefined);
    make('2.m4s');
    const { status, headers } = await answering;
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'x-accel-redirect': `/_derived/ef/${SHA256}/hls/2.m4s`,
      'content-type': 'video/mp4',
    });
  });

  it('takes only addresses that it signed, while they are valid', async () => {
    const address = (await addresses())[0] ?? '';
    make('0.m4s');
    const other = address.replace('/0.m4s', '/1.m4s');
    const later = address.replace(/e=(\d+)/, (_, sec: string) => `e=${Number(sec) + 600}`);
    for (const wrong of [other, later, address.replace(/s=[^&]+/, 's=x'), address.slice(0, -1)]) {
      expect((await rig.call('GET', wrong)).body.code).toBe('link.invalid');
    }
    expect((await rig.call('GET', address.split('?')[0] ?? '')).body.code).toBe('request.invalid');
  });

  it('ends for who is signed out while the film runs', async () => {
    const guest = await rig.signIn(await rig.addUser('viewer'));
    const named = (await playlist()).text.split('\n').find((line) => line.endsWith('/0.m4s')) ?? '';
    const ask = () => rig.call('GET', named, { token: guest.token });
    const { status, headers } = await ask();
    expect([status, headers['cache-control']]).toEqual([307, 'private, no-store']);
    expect((await rig.call('POST', '/api/auth/logout', { token: guest.token })).status).toBeLessThan(300);
    await eventually(async () => (await ask()).status === 401 || undefined);
  });

  it('says why it cannot be made', async () => {
    await rig.database.query(
      `INSERT INTO catalog.failed_steps (file_id, step, reason) VALUES ($1, 'rendition', 'it cannot be decoded')`,
      [film],
    );
    await playlist();
    expect((await get(`/api/files/${film}/hls/progress`)).body).toMatchObject({
      state: 'failed',
      reason: 'it cannot be decoded',
    });
    const { status, body } = await rig.call('GET', (await addresses())[1] ?? '');
    expect([status, body.code, body.detail]).toEqual([404, 'file.no-rendition', 'it cannot be decoded']);
  });

  it.each([
    ['a picture', { kind: 'image' }],
    ['a film of unknown length', { kind: 'video', duration_sec: null }],
    ['a film in the bin', { kind: 'video', duration_sec: 4, unlisted_as: 'binned', unlisted_at: new Date() }],
  ])('%s has none', async (_, columns) => {
    expect((await playlist(await rig.addFile(columns))).body.code).toBe('file.no-rendition');
  });
});

describe('small pictures to seek by', () => {
  it('are parts of one sheet whose address is signed, once they are drawn', async () => {
    const sheetOf = () => get(`/api/files/${film}/storyboard`);
    const before = await sheetOf();
    expect([before.status, before.body.code]).toEqual([404, 'file.no-storyboard']);
    await rig.database.query('INSERT INTO catalog.storyboards VALUES ($1, 5, 5, 160, 90, 2)', [SHA256]);
    const { status, headers, text } = await sheetOf();
    expect([status, headers['content-type']]).toEqual([200, 'text/vtt; charset=utf-8']);
    const cues = text.split('\n').filter((line) => line.startsWith('/d/'));
    expect(cues).toHaveLength(5);
    expect(cues[4]).toMatch(
      new RegExp(`^/d/${SHA256.slice(0, 2)}/${SHA256}/storyboard.jpg\\?s=.+&k=[^#]+#xywh=640,0,160,90$`),
    );
  });
});
