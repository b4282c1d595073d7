import { describe, expect, it } from '@jest/globals';
import { shiftSecOf, takenAtOf, wallTimeOf } from './wall-time.ts';

describe('a clock’s time', () => {
  it.each([
    ['east of Greenwich', '2024-05-01T10:00:00', '2024-05-01T08:00:00.000Z', '+02:00'],
    ['west of it', '2024-05-01T10:00:00', '2024-05-01T13:30:00.000Z', '-03:30'],
    ['at it', '2024-05-01T10:00:00', '2024-05-01T10:00:00.000Z', '+00:00'],
    ['unknown', '2024-05-01T10:00:00', null, '+00:00'],
    ['far off, as of a date that was corrected', '2024-05-01T10:00:00', '2024-05-03T10:00:00.000Z', '+00:00'],
  ])('%s keeps its offset', (_, localTime, takenAt, offset) => {
    expect(takenAtOf('1999-12-31T23:59', { localTime, takenAt })).toBe(`1999-12-31T23:59:00${offset}`);
    expect(wallTimeOf({ localTime })).toBe('2024-05-01T10:00');
  });
  it.each([
    [{ days: 1, hours: 2, minutes: 3, isBack: false }, 93_780],
    [{ days: 0, hours: 1, minutes: 0, isBack: true }, -3_600],
  ])('%j is a shift of %d seconds', (shift, sec) => expect(shiftSecOf(shift)).toBe(sec));
});
