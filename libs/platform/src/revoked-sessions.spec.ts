import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { SessionId } from '@hearth/contracts';
import { RevokedSessions } from './revoked-sessions.js';

const mine = 'mine' as SessionId;
const other = 'other' as SessionId;

describe('RevokedSessions', () => {
  it.each<[string, (sessions: RevokedSessions) => void, number | undefined, string | undefined]>([
    ['of a session that nothing happened to', () => undefined, undefined, undefined],
    ['of another session', (sessions) => sessions.add(other), 0, undefined],
    ['of an ended session', (sessions) => sessions.add(mine), 7, 'auth.session-revoked'],
    ['from before a change', (sessions) => sessions.outdate(mine, 1), 0, 'auth.token-expired'],
    ['that has no version', (sessions) => sessions.outdate(mine, 1), undefined, 'auth.token-expired'],
    ['from after the change', (sessions) => sessions.outdate(mine, 1), 1, undefined],
    ['from between two changes', (sessions) => changeTwice(sessions, 1, 2), 1, 'auth.token-expired'],
    [
      'when the changes are heard in the wrong order',
      (sessions) => changeTwice(sessions, 2, 1),
      1,
      'auth.token-expired',
    ],
    ['of a session that ended and changed', (sessions) => endThenChange(sessions), 9, 'auth.session-revoked'],
  ])('refuses a token %s', (_, happen, ver, refusal) => {
    const sessions = new RevokedSessions();
    happen(sessions);
    expect(sessions.findRefusal({ sid: mine, ver })).toBe(refusal);
  });

  it('tells of each change once', () => {
    const sessions = new RevokedSessions();
    const heard: SessionId[] = [];
    sessions.onRefused((sessionId) => heard.push(sessionId));
    sessions.outdate(mine, 1);
    sessions.outdate(mine, 1);
    sessions.add(mine);
    sessions.add(mine);
    expect(heard).toEqual([mine, mine]);
  });
});

describe('what is known of refused tokens', () => {
  afterEach(() => void jest.restoreAllMocks());

  it('is nothing at the start, and counts for 30 s after the last news', () => {
    const sessions = new RevokedSessions();
    expect(sessions.isCurrent).toBe(false);
    const now = jest.spyOn(performance, 'now').mockReturnValue(5_000);
    sessions.markCurrent();
    now.mockReturnValue(35_000);
    expect(sessions.isCurrent).toBe(true);
    now.mockReturnValue(35_001);
    expect(sessions.isCurrent).toBe(false);
  });
});

function changeTwice(sessions: RevokedSessions, first: number, second: number): void {
  sessions.outdate(mine, first);
  sessions.outdate(mine, second);
}

function endThenChange(sessions: RevokedSessions): void {
  sessions.add(mine);
  sessions.outdate(mine, 3);
}
