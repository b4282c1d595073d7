import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { segmentsPlayed, type FileId } from '@hearth/contracts';
import { v7 } from 'uuid';
import { PlaybackPositions } from './playback-positions.js';
import { MediaRig, type SignedIn } from '../../test/media-rig.js';

jest.setTimeout(180_000);

let rig: MediaRig;
let viewer: SignedIn;
let film: FileId;

beforeAll(async () => {
  rig = await MediaRig.start();
  viewer = await rig.signIn(await rig.addUser('viewer'));
  film = await rig.addFile();
});
afterAll(() => rig.stop());

const played = (changes = {}) => ({
  type: 'played',
  playbackId: v7(),
  fileId: film,
  segments: [[0, 4.5]],
  at: '2026-03-01T12:00:00.000Z',
  ...changes,
});
const report = (...events: unknown[]) =>
  rig.call('POST', '/api/events', { token: viewer.token, body: { events } });
const passedOn = () => rig.outbox('identity', segmentsPlayed.subject);

describe('POST /api/events', () => {
  it('passes on what was played under the name of who is signed in, whoever the report says it was', async () => {
    const event = played({ userId: v7(), sessionId: v7() });
    const { status, body } = await report(event);
    expect([status, body]).toEqual([202, { accepted: 1 }]);
    const { playbackId, fileId, segments, at } = event;
    expect((await passedOn()).at(-1)?.payload).toEqual({
      playbackId,
      fileId,
      segments,
      at,
      userId: viewer.userId,
      sessionId: viewer.sessionId,
      ...{ ip: '192.168.1.20', userAgent: 'lightMyRequest' },
    });
  });

  it('drops what is of a file that has left the library', async () => {
    const before = (await passedOn()).length;
    expect((await report(played(), played({ fileId: v7() }), played())).body).toEqual({ accepted: 2 });
    expect(await passedOn()).toHaveLength(before + 2);
  });

  it('says so when nothing is left', async () => {
    const { status, body } = await report(played({ fileId: v7() }));
    expect([status, body.code]).toEqual([404, 'file.not-found']);
  });

  it.each([
    ['no events', []],
    ['an unknown type', [played({ type: 'stopped' })]],
    ['a malformed id', [played({ fileId: '../x' })]],
    ['a segment that ends before it starts', [played({ segments: [[5, 1]] })]],
    ['no time', [played({ at: 'yesterday' })]],
    ['too many events', Array.from({ length: 101 }, () => played())],
  ])('refuses %s, and passes nothing on', async (_, events) => {
    const before = (await passedOn()).length;
    const { status, body } = await report(...events);
    expect([status, body.code]).toEqual([400, 'request.invalid']);
    expect(await passedOn()).toHaveLength(before);
  });

  it('takes no more than a thousand events a minute from one person, and all of somebody else', async () => {
    const greedy = await rig.signIn(await rig.addUser('viewer'));
    const hundred = Array.from({ length: 100 }, () => played());
    const send = (token: string, events: unknown[]) =>
      rig.call('POST', '/api/events', { token, body: { events } });
    const statuses: number[] = [];
    // A new minute may begin meanwhile.
    while (!statuses.includes(429) && statuses.length < 40)
      statuses.push((await send(greedy.token, hundred)).status);
    expect(statuses.length).toBeGreaterThan(10);
    expect([statuses.at(0), statuses.at(9), statuses.at(-1)]).toEqual([202, 202, 429]);
    expect((await send(viewer.token, [played()])).status).toBe(202);
  });
});

describe('where somebody left a file', () => {
  const resumeAtSec = async (id: FileId, { token } = viewer) =>
    (await rig.call('GET', `/api/files/${id}`, { token })).body.playback.resumeAtSec;
  const at = (minute: number) => `2026-03-01T12:${String(minute).padStart(2, '0')}:00.000Z`;

  it('stands in the file, for that person alone, and a late report does not turn it back', async () => {
    const other = await rig.signIn(await rig.addUser('viewer'));
    const fileId = await rig.addFile({ name: 'long.mkv', kind: 'video', duration_sec: 3600 });
    expect(await resumeAtSec(fileId)).toBe(0);
    await report(played({ fileId, segments: [[100, 110.5]], at: at(10) }));
    expect(await resumeAtSec(fileId)).toBe(110.5);
    await report(played({ fileId, positionSec: 42, at: at(12) }));
    await report(played({ fileId, positionSec: 999, at: at(11) }));
    expect(await resumeAtSec(fileId)).toBe(42);
    expect(await resumeAtSec(fileId, other)).toBe(0);
    await report(played({ fileId, positionSec: 3590, at: at(13) }));
    expect(await resumeAtSec(fileId)).toBe(0);
  });

  it('is forgotten when the person asks for it, or an admin, and no one else', async () => {
    const [other, admin] = [
      await rig.signIn(await rig.addUser('editor')),
      await rig.signIn(await rig.addUser('admin')),
    ];
    const fileId = await rig.addFile({ name: 'seen.mkv', kind: 'video', duration_sec: 3600 });
    const forget = async ({ token } = viewer) =>
      (await rig.call('DELETE', `/api/playback-positions?userId=${viewer.userId}`, { token })).status;
    for (const who of [viewer, admin]) {
      await report(played({ fileId, positionSec: 50, at: at(who === viewer ? 20 : 21) }));
      expect(await forget(other)).toBe(403);
      expect(await resumeAtSec(fileId)).toBe(50);
      expect(await forget(who)).toBe(204);
      expect(await resumeAtSec(fileId)).toBe(0);
    }
  });

  it('is forgotten after a year', async () => {
    const fileId = await rig.addFile({ name: 'old.mkv', kind: 'video', duration_sec: 3600 });
    await report(played({ fileId, positionSec: 50, at: '2020-01-01T00:00:00.000Z' }));
    expect(await resumeAtSec(fileId)).toBe(50);
    await rig.app.get(PlaybackPositions).forgetOld();
    expect(await resumeAtSec(fileId)).toBe(0);
  });
});
