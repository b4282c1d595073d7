import { describe, expect, it } from '@jest/globals';
import { createHouseClock } from './house-clock.js';

describe('the hour and the day of a moment', () => {
  it.each([
    ['UTC', '2026-11-20T23:59:59.999Z', '2026-11-20T23:00:00.000Z', '2026-11-20'],
    ['Europe/Berlin', '2026-11-20T23:10:00Z', '2026-11-20T23:00:00.000Z', '2026-11-21'],
    // The hour of Nepal begins at a quarter past.
    ['Asia/Kathmandu', '2026-11-20T18:10:00Z', '2026-11-20T17:15:00.000Z', '2026-11-20'],
    ['Asia/Kathmandu', '2026-11-20T18:15:00Z', '2026-11-20T18:15:00.000Z', '2026-11-21'],
    ['Asia/Kolkata', '2026-11-20T18:29:59Z', '2026-11-20T17:30:00.000Z', '2026-11-20'],
    // A day of 25 hours: both hours that the clock calls 2.
    ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T00:00:00.000Z', '2026-10-25'],
    ['Europe/Berlin', '2026-10-25T01:30:00Z', '2026-10-25T01:00:00.000Z', '2026-10-25'],
    ['Europe/Berlin', '2026-10-25T22:59:59Z', '2026-10-25T22:00:00.000Z', '2026-10-25'],
    ['Europe/Berlin', '2026-10-25T23:00:00Z', '2026-10-25T23:00:00.000Z', '2026-10-26'],
    // A day of 23 hours.
    ['Europe/Berlin', '2026-03-28T22:59:59Z', '2026-03-28T22:00:00.000Z', '2026-03-28'],
    ['Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-28T23:00:00.000Z', '2026-03-29'],
    ['Europe/Berlin', '2026-03-29T21:59:59Z', '2026-03-29T21:00:00.000Z', '2026-03-29'],
    ['Europe/Berlin', '2026-03-29T22:00:00Z', '2026-03-29T22:00:00.000Z', '2026-03-30'],
  ])('%s %s', (zone, at, hour, day) => {
    const clock = createHouseClock(zone);
    expect([new Date(clock.hourOf(Date.parse(at))).toISOString(), clock.dayOf(Date.parse(at))]).toEqual([
      hour,
      day,
    ]);
  });

  it('of no zone is none', () => {
    expect(() => createHouseClock('Mars/Olympus')).toThrow(RangeError);
  });
});
