import { describe, expect, it } from '@jest/globals';
import { playedAt } from './played-at.js';

describe('playedAt', () => {
  const heard = '2026-11-20T12:00:00.000Z';
  it.each([
    ['the time the player gives', '2026-11-20T11:59:50.000Z', '2026-11-20T11:59:50.000Z'],
    ['it from a player that was offline for a day', '2026-11-19T12:00:00.000Z', '2026-11-19T12:00:00.000Z'],
    ['it from a clock that is a little ahead', '2026-11-20T12:01:00.000Z', '2026-11-20T12:01:00.000Z'],
    ['ours where its clock is far ahead', '2027-11-20T12:00:00.000Z', heard],
    ['ours where its clock never was set', '1970-01-01T00:00:00.000Z', heard],
  ])('takes %s', (_, at, expected) => {
    expect(new Date(playedAt(at, heard)).toISOString()).toBe(expected);
  });
});
