import { describe, expect, it } from '@jest/globals';
import { NOBODY } from '../storage/schema.js';
import type { Access } from './access-log-line.js';
import { foldAccesses, isCounted, type AccessSession } from './access-sessions.js';

const NOON = Date.UTC(2026, 10, 20, 12);
const MINUTE = 60_000;

const access = (minute: number, changes: Partial<Access> = {}): Access => ({
  at: NOON + minute * MINUTE,
  requestTimeSec: 0,
  requestId: 'r',
  ip: '192.168.1.20',
  method: 'GET',
  status: 206,
  bytesSent: 100,
  range: 'bytes=0-99',
  userAgent: 'VLC',
  userId: 'anna',
  sessionId: null,
  deviceId: null,
  fileId: 'film',
  access: 'stream',
  playbackId: null,
  completed: true,
  ...changes,
});

const streamsOf = (accesses: Access[], open: AccessSession[] = []) =>
  foldAccesses(accesses, open).gains.reduce((sum, { streams }) => sum + streams, 0);
/** The session of one access, as it is read back from the database. */
function stored(id: string, one: Access): AccessSession {
  const [session] = foldAccesses([one], []).sessions;
  if (!session) throw new Error('this access does not count');
  return { ...session, id };
}
const downloadsOf = (accesses: Access[]) =>
  foldAccesses(accesses, []).gains.reduce((sum, { downloads }) => sum + downloads, 0);

describe('foldAccesses', () => {
  it.each([
    ['many ranges in a row', [access(0), access(1), access(2)], 1],
    ['a break of less than half an hour', [access(0), access(29)], 1],
    ['a break of half an hour', [access(0), access(30)], 2],
    ['ranges that go on for hours', [access(0), access(25), access(50), access(75)], 1],
    ['two people', [access(0), access(1, { userId: 'ben' })], 2],
    ['two files', [access(0), access(1, { fileId: 'song' })], 2],
    ['two places', [access(0), access(1, { ip: '192.168.1.21' })], 2],
    ['two players, each with its id', [access(0, { playbackId: 'p' }), access(1, { playbackId: 'q' })], 2],
    [
      'one player from two places, hours apart',
      [access(0, { playbackId: 'p' }), access(200, { playbackId: 'p', ip: '::1' })],
      1,
    ],
    [
      'a player id that two people claim',
      [access(0, { playbackId: 'p' }), access(1, { playbackId: 'p', userId: 'ben' })],
      2,
    ],
    ['a slow answer, asked for in time', [access(0), access(60, { requestTimeSec: 40 * 60 })], 1],
    ['nothing but a HEAD', [access(0, { method: 'HEAD' })], 0],
    ['nothing but an error', [access(0, { status: 416 })], 0],
    ['nothing but an answer without bytes', [access(0, { status: 304, bytesSent: 0 })], 0],
    ['nothing', [], 0],
  ])('counts streams of %s', (_, accesses, streams) => {
    expect(streamsOf(accesses)).toBe(streams);
  });

  it.each([
    ['the whole file, twice', [access(0, { status: 200 }), access(1, { status: 200 })], 2],
    ['one file in parts', [access(0), access(1), access(2)], 1],
    ['a whole file that broke off and was taken up again', [access(0, { status: 200 }), access(1)], 1],
  ])('counts downloads of %s', (_, accesses, downloads) => {
    expect(downloadsOf(accesses.map((one) => ({ ...one, access: 'download' as const })))).toBe(downloads);
  });

  it('goes on with a session that is stored already, and leaves the given one as it is', () => {
    const open = stored('7', access(0));
    const before = { ...open };
    const { sessions, gains } = foldAccesses([access(10), access(11)], [open]);
    expect(sessions).toEqual([{ ...before, lastAt: NOON + 11 * MINUTE, requests: 3, bytesServed: 300 }]);
    expect(gains).toEqual([
      { fileId: 'film', viewer: 'anna', hour: NOON, streams: 0, downloads: 0, bytesServed: 200 },
    ]);
    expect(open).toEqual(before);
  });

  it('goes on with the newest of several sessions', () => {
    const old = stored('old', access(0));
    const recent = stored('recent', access(40));
    expect(foldAccesses([access(45)], [recent, old]).sessions.map(({ id }) => id)).toEqual(['recent']);
  });

  it('puts a stream in the hour it began in, and bytes in the hour they went out', () => {
    const { gains } = foldAccesses([access(59), access(61)], []);
    expect(gains).toEqual([
      { fileId: 'film', viewer: 'anna', hour: NOON, streams: 1, downloads: 0, bytesServed: 100 },
      {
        fileId: 'film',
        viewer: 'anna',
        hour: NOON + 60 * MINUTE,
        streams: 0,
        downloads: 0,
        bytesServed: 100,
      },
    ]);
  });

  it('has a viewer for those who did not sign in', () => {
    expect(foldAccesses([access(0, { userId: null })], []).sessions[0]).toMatchObject({ viewer: NOBODY });
  });
});

describe('isCounted', () => {
  it.each([
    [{}, true],
    [{ status: 200 }, true],
    [{ method: 'HEAD' }, false],
    [{ status: 404 }, false],
    [{ bytesSent: 0 }, false],
    [{ completed: false }, true],
  ])('%j: %s', (changes, counted) => {
    expect(isCounted(access(0, changes))).toBe(counted);
  });
});
