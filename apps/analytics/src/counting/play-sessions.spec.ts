import { describe, expect, it } from '@jest/globals';
import type { Access } from '../collecting/access-log-line.js';
import { NOBODY } from '../storage/schema.js';
import { activityOfAccess, isCounted } from '../collecting/activity-of-access.js';
import { createHouseClock } from './house-clock.js';
import { foldActivities, type Activity, type PlaySession } from './play-sessions.js';
import { addSessions, HourlyGains, lengthGains } from './session-figures.js';

const NOON = Date.UTC(2026, 10, 20, 12);
const MINUTE = 60_000;
const clock = createHouseClock('UTC');

/** A request of Anna's for a tenth of a film of 1,000 bytes. */
const access = (minute: number, changes: Partial<Access> = {}): Access => ({
  ...{ at: NOON + minute * MINUTE, requestTimeSec: 0, requestId: 'r', ip: '192.168.1.20', method: 'GET' },
  ...{ status: 206, bytesSent: 100, range: 'bytes=0-99', userAgent: 'VLC', userId: 'anna', sessionId: null },
  ...{ deviceId: null, fileId: 'film', access: 'stream', playbackId: null, completed: true, shareId: null },
  ...{ firstByte: 0, sizeBytes: 1_000, isPrefetch: false },
  ...changes,
});
/** What a player told: seconds up to a minute. */
const played = (minute: number, sec: number, changes: Partial<Activity> = {}): Activity => ({
  ...activityOfAccess(access(minute)),
  ...{ requests: 0, bytesServed: 0, sent: [], sizeBytes: null, playedSec: sec, positionSec: sec },
  ...{ fromAt: NOON + minute * MINUTE - sec * 1000, toAt: NOON + minute * MINUTE },
  ...changes,
});
const fold = (activities: Activity[], open: PlaySession[] = [], durationSec?: number) =>
  foldActivities(activities, open, () => durationSec);
const ofAccesses = (accesses: Access[]) => accesses.filter(isCounted).map(activityOfAccess);
const countOf = (sessions: readonly PlaySession[]) => sessions.filter((session) => session.isCounted).length;
const streamsOf = (accesses: Access[]) => countOf(fold(ofAccesses(accesses)).sessions);
const downloadsOf = (accesses: Access[]) =>
  streamsOf(accesses.map((one) => ({ ...one, access: 'download' as const })));

describe('streams', () => {
  it.each<[string, Access[], number]>([
    ['many ranges in a row', [access(0), access(1), access(2)], 1],
    ['a break of less than half an hour', [access(0), access(29)], 1],
    ['a break of half an hour', [access(0), access(30)], 2],
    ['ranges that go on for hours', [access(0), access(25), access(50), access(75)], 1],
    ['two people', [access(0), access(1, { userId: 'ben' })], 2],
    ['two files', [access(0), access(1, { fileId: 'song' })], 2],
    ['one person in two places', [access(0), access(1, { ip: '192.168.1.21' })], 1],
    [
      'two who did not sign in, from two places',
      [access(0, { userId: null }), access(1, { userId: null, ip: '192.168.1.21' })],
      2,
    ],
    ['a slow answer, asked for in time', [access(0), access(60, { requestTimeSec: 40 * 60 })], 1],
    ['a probe of two bytes', [access(0, { bytesSent: 2 })], 0],
    ['the same probe a hundred times', Array.from({ length: 100 }, () => access(0, { bytesSent: 2 })), 0],
    [
      'a twentieth, in pieces',
      [access(0, { bytesSent: 25 }), access(1, { bytesSent: 25, firstByte: 500 })],
      1,
    ],
    ['a file of two bytes', [access(0, { bytesSent: 2, sizeBytes: 2 })], 1],
    ['nothing but a prefetch', [access(0, { isPrefetch: true })], 0],
    ['nothing but a HEAD', [access(0, { method: 'HEAD' })], 0],
    ['nothing but an error', [access(0, { status: 416 })], 0],
    ['nothing but an answer without bytes', [access(0, { status: 304, bytesSent: 0 })], 0],
    ['what a player of ours fetched, before it tells what it played', [access(0, { playbackId: 'p' })], 0],
    ['nothing', [], 0],
  ])('%s', (_, accesses, streams) => expect(streamsOf(accesses)).toBe(streams));

  it.each<[string, Activity[], number | undefined, number]>([
    ['30 seconds', [played(0, 30)], 7_200, 1],
    ['a little less', [played(0, 29)], 7_200, 0],
    ['30 seconds in three reports', [played(0, 10), played(1, 10), played(2, 10)], 7_200, 1],
    ['a twentieth of a clip of ten seconds', [played(0, 0.5)], 10, 1],
    ['less of it', [played(0, 0.4)], 10, 0],
    ['30 seconds of what has no known length', [played(0, 30)], undefined, 1],
    ['10 seconds now and 20 an hour later', [played(0, 10), played(60, 20)], 7_200, 0],
    ['30 seconds worth of bytes of two hours', ofAccesses([access(0, { bytesSent: 5 })]), 7_200, 1],
    ['bytes of one device and seconds of another', [...ofAccesses([access(0)]), played(5, 60)], 7_200, 1],
  ])('of what was played: %s', (_, activities, durationSec, streams) => {
    expect(countOf(fold(activities, [], durationSec).sessions)).toBe(streams);
  });
});

describe('downloads', () => {
  const cut = (minute: number, bytesSent: number) =>
    access(minute, { status: 200, bytesSent, completed: false });
  const whole = (minute: number) => access(minute, { status: 200, bytesSent: 1_000 });
  it.each<[string, Access[], number]>([
    ['the whole file', [whole(0)], 1],
    ['the whole file, twice', [whole(0), whole(1)], 2],
    ['cut three times and then whole', [cut(0, 300), cut(1, 500), cut(2, 10), whole(3)], 1],
    ['cut, and the rest hours later', [cut(0, 600), access(300, { firstByte: 600, bytesSent: 400 })], 1],
    [
      'in four parts at once',
      [0, 250, 500, 750].map((firstByte) => access(0, { firstByte, bytesSent: 250 })),
      1,
    ],
    ['half of it', [cut(0, 500)], 0],
    ['a probe of two bytes', [access(0, { bytesSent: 2 })], 0],
  ])('%s', (_, accesses, downloads) => expect(downloadsOf(accesses)).toBe(downloads));
});

const stored = (id: string, activity: Activity, durationSec?: number): PlaySession => {
  const [session] = fold([activity], [], durationSec).sessions;
  if (!session) throw new Error('no session');
  return { ...session, id };
};

describe('what comes late', () => {
  it('goes on with a session that is stored, and leaves the given one as it is', () => {
    const open = stored('7', played(0, 60));
    const before = { ...open };
    const { sessions, absorbedIds } = fold([played(10, 60)], [open]);
    expect(sessions).toEqual([
      { ...before, lastAt: NOON + 10 * MINUTE, playedSec: 120, positionSec: 60, requests: 0 },
    ]);
    expect([open, absorbedIds]).toEqual([before, []]);
  });

  it('joins the two between which it lies', () => {
    const [first, second] = [stored('1', played(0, 60)), stored('2', played(50, 60))];
    const { sessions, absorbedIds } = fold([played(25, 60)], [second, first]);
    expect(sessions).toMatchObject([{ id: '1', playedSec: 180, lastAt: NOON + 50 * MINUTE }]);
    expect(absorbedIds).toEqual(['2']);
    const gains = new HourlyGains(clock);
    addSessions(gains, [first, second], -1);
    addSessions(gains, sessions, 1);
    expect(gains.all.map(({ streams }) => streams)).toEqual([-1]);
  });

  it('moves a stream into the hour in which it began', () => {
    const open = stored('1', played(5, 60));
    const { sessions } = fold([played(-5, 60)], [open]);
    const gains = new HourlyGains(clock);
    addSessions(gains, [open], -1);
    addSessions(gains, sessions, 1);
    expect(gains.all.map(({ hour, streams }) => [hour - NOON, streams])).toEqual([
      [0, -1],
      [-3_600_000, 1],
    ]);
  });

  it('counts the same in whatever order it comes', () => {
    const all = [0, 20, 45, 100, 125, 131, 200].map((minute) => played(minute, 60));
    const summary = (activities: Activity[]) =>
      fold(activities)
        .sessions.map(({ startedAt, lastAt, playedSec }) => [startedAt, lastAt, playedSec])
        .sort(([a = 0], [b = 0]) => a - b);
    expect(summary(all)).toHaveLength(3);
    for (let turn = 1; turn < all.length; turn += 1) {
      expect(summary([...all.slice(turn), ...all.slice(0, turn)].reverse())).toEqual(summary(all));
    }
  });
});

describe('the lengths of streams', () => {
  it('change by what they were and what they are', () => {
    const open = stored('1', played(0, 60));
    const { sessions } = fold([played(10, 60)], [open]);
    expect(lengthGains([open], sessions, clock).map(({ lengthSec, sessions: n }) => [lengthSec, n])).toEqual([
      [60, -1],
      [660, 1],
    ]);
  });
});

describe('who did not sign in', () => {
  it('has a viewer of their own', () => {
    expect(fold(ofAccesses([access(0, { userId: null })])).sessions[0]).toMatchObject({ viewer: NOBODY });
  });
});
