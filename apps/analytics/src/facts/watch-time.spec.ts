import { describe, expect, it } from '@jest/globals';
import { playedAt, watchedSec } from './watch-time.js';

describe('watchedSec', () => {
  it.each<[string, [number, number][], number | null, number]>([
    ['one run', [[0, 10]], 60, 10],
    [
      'two runs',
      [
        [0, 10],
        [20, 25],
      ],
      60,
      15,
    ],
    [
      'in any order',
      [
        [20, 25],
        [0, 10],
      ],
      60,
      15,
    ],
    [
      'overlapping runs once',
      [
        [0, 10],
        [5, 15],
      ],
      60,
      15,
    ],
    [
      'a run inside another once',
      [
        [0, 20],
        [5, 15],
        [18, 22],
      ],
      60,
      22,
    ],
    ['nothing past the end of the file', [[50, 1_000_000]], 60, 10],
    ['nothing that begins past the end', [[100, 200]], 60, 0],
    ['all of it where the duration is not known', [[0, 100]], null, 100],
    ['no more than half a day at once', [[0, 1_000_000]], null, 43_200],
    ['nothing', [], 60, 0],
  ])('counts %s', (_, segments, durationSec, expected) => {
    expect(watchedSec(segments, durationSec)).toBe(expected);
  });
});

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
