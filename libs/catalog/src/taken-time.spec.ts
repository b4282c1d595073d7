import { describe, expect, it } from '@jest/globals';
import { isBelievable, parseOffsetMinutes, parseWrittenTime } from './taken-time.js';

const utc = (text: string): number => Date.parse(text);

describe('a written time', () => {
  const clock = { clockMs: utc('2019-07-24T11:25:40Z') };

  it.each([
    [
      'EXIF with its offset',
      '2019:07:24 11:25:40',
      '+03:00',
      { ...clock, utcMs: utc('2019-07-24T08:25:40Z') },
    ],
    [
      'an offset in the west',
      '2019:07:24 11:25:40',
      '-07:00',
      { ...clock, utcMs: utc('2019-07-24T18:25:40Z') },
    ],
    [
      'an offset in type 7',
      '2019:07:24 11:25:40',
      '-07:00\0',
      { ...clock, utcMs: utc('2019-07-24T18:25:40Z') },
    ],
    [
      'its own offset against the other',
      '2019-07-24T11:25:40+03:00',
      '-07:00',
      { ...clock, utcMs: utc('2019-07-24T08:25:40Z') },
    ],
    [
      'an offset without colon',
      '2019-07-24T11:25:40-0500',
      undefined,
      { ...clock, utcMs: utc('2019-07-24T16:25:40Z') },
    ],
    [
      'an offset of hours alone',
      '2019-07-24T11:25:40+03',
      undefined,
      { ...clock, utcMs: utc('2019-07-24T08:25:40Z') },
    ],
    [
      'XMP’s GMT+02:00',
      '2019-07-24T11:25:40 GMT+02:00',
      undefined,
      { ...clock, utcMs: utc('2019-07-24T09:25:40Z') },
    ],
    [
      'GMT+2 without a space',
      '2019-07-24T11:25:40GMT+2',
      undefined,
      { ...clock, utcMs: utc('2019-07-24T09:25:40Z') },
    ],
    [
      'UTC, which is no clock',
      '2019-07-24T11:25:40.000000Z',
      undefined,
      { utcMs: utc('2019-07-24T11:25:40Z') },
    ],
    [
      'UTC against the stated offset',
      '2019-07-24T11:25:40Z',
      '+05:00',
      { utcMs: utc('2019-07-24T11:25:40Z') },
    ],
    ['UTC in words', '2019-07-24 11:25:40 UTC', undefined, { utcMs: utc('2019-07-24T11:25:40Z') }],
    ['sub-seconds', '2019:07:24 11:25:40.041', undefined, { clockMs: utc('2019-07-24T11:25:40.041Z') }],
    ['no seconds', '2019-07-24T11:25', undefined, { clockMs: utc('2019-07-24T11:25:00Z') }],
    ['a clock without zone', '2019:07:24 11:25:40', undefined, clock],
    [
      'a leap second, which stays on its day',
      '2016:12:31 23:59:60',
      undefined,
      { clockMs: utc('2016-12-31T23:59:59Z') },
    ],
    ['a clock with an unreadable zone', '2019:07:24 11:25:40', '   :  ', clock],
    ['a clock with an offset of no zone', '2019:07:24 11:25:40', '+99:00', clock],
    ['padding', ' 2019:07:24 11:25:40\0\0', undefined, clock],
  ])('reads %s', (_what, text, offset, expected) => {
    expect(parseWrittenTime(text, offset)).toEqual(expected);
  });

  it.each([
    ['zeros', '0000:00:00 00:00:00'],
    ['blanks', '    :  :     :  :  '],
    ['a month that does not exist', '2019:13:01 00:00:00'],
    ['a day that does not exist', '2019:02:30 12:00:00'],
    ['an hour that does not exist', '2019:02:03 24:00:00'],
    ['a time before photography', '1700:01:01 00:00:00Z'],
    ['a time after all of us', '2400:01:01 00:00:00'],
    ['a date without time', '2019:09:02'],
    ['a year', 2008],
    ['words', 'Test Year'],
    ['nothing', undefined],
  ])('takes %s for none', (_what, text) => {
    expect(parseWrittenTime(text)).toBeUndefined();
  });

  it('is the noon of a day where a day is enough', () => {
    expect(parseWrittenTime('1962-07-14', undefined, { isDayEnough: true })).toEqual({
      isDayAlone: true,
      clockMs: utc('1962-07-14T12:00Z'),
    });
    expect(parseWrittenTime('1962-17-14', undefined, { isDayEnough: true })).toBeUndefined();
  });
});

describe('a clock that was never set', () => {
  const now = utc('2026-11-28T12:00:00Z');

  it.each([
    ['1904-01-01T00:00:00Z', '1904-01-01T00:01:01Z', '1903-12-31T23:00:02Z', '1904-01-01T13:00:00Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:07Z', '1970-01-01T01:00:00Z', '1969-12-31T16:00:12Z'],
    ['1980-01-01T00:00:00Z', '1980-01-01T12:34:56Z', '1979-12-31T23:00:00Z', '1979-11-30T00:00:00Z'],
    ['2002-12-08T12:00:00Z', '2002-12-08T12:00:07Z', '2000-01-01T00:00:00Z', '2001-01-01T00:00:00Z'],
    ['1980-01-06T00:00:09Z', '1999-08-22T00:00:41Z', '1901-12-13T20:45:52Z', '1858-11-17T00:00:00Z'],
    ['1601-01-01T00:00:00Z', '1900-01-01T00:00:00Z', '1899-12-30T00:00:00Z', '1985-10-26T08:15:00Z'],
  ])('is not believed at %s, %s, %s, %s', (...times) => {
    expect(times.filter((time) => isBelievable(utc(time), now))).toEqual([]);
  });

  it.each([
    '2026-12-01T00:00:00Z',
    '2036-02-07T06:28:16Z',
    '2038-01-19T03:14:07Z',
    '2107-12-31T23:59:58Z',
    '2400-05-05T05:05:05Z',
  ])('is not believed ahead, at %s', (time) => {
    expect(isBelievable(utc(time), now)).toBe(false);
  });

  it.each([
    '2026-11-29T23:00:00Z',
    '1969-12-31T21:17:00Z',
    '1970-01-02T10:00:00Z',
    '2002-12-08T12:01:00Z',
    '1980-01-06T12:00:00Z',
    '1999-08-22T10:30:00Z',
    '1904-01-02T15:00:00Z',
    '1979-12-31T23:59:00Z',
    '2000-01-01T00:01:00Z',
    '1839-08-19T12:00:00Z',
    '2012-12-08T12:00:00Z',
  ])('is another one than that of %s', (time) => {
    expect(isBelievable(utc(time), now)).toBe(true);
  });
});

describe('an offset', () => {
  it.each([
    ['+02:00', 120],
    ['-0330', -210],
    ['+5', 300],
    ['GMT+02:00', 120],
    ['UTC-3', -180],
    ['Z', 0],
    ['+15:00', undefined],
    ['', undefined],
    [2, undefined],
  ])('%j is %s minutes', (text, minutes) => {
    expect(parseOffsetMinutes(text)).toBe(minutes);
  });
});
