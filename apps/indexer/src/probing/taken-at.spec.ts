import { describe, expect, it } from '@jest/globals';
import { firstTime, parseQuickTimeSeconds, parseTakenAt } from './taken-at.js';

describe('parseTakenAt', () => {
  const onTheWall = new Date(2019, 6, 24, 11, 25, 40).toISOString();

  it.each([
    ['EXIF with its offset', '2019:07:24 11:25:40', '+03:00', '2019-07-24T08:25:40.000Z'],
    ['an offset west of Greenwich', '2019:07:24 11:25:40', '-07:00', '2019-07-24T18:25:40.000Z'],
    ['an offset without colon', '2020-02-03T04:05:06-0500', undefined, '2020-02-03T09:05:06.000Z'],
    ['ISO 8601 in UTC', '2016-02-02T17:51:27.000000Z', undefined, '2016-02-02T17:51:27.000Z'],
    ['its own zone against the stated one', '2021-03-04T05:06:07Z', '+05:00', '2021-03-04T05:06:07.000Z'],
    ['sub-seconds', '2016:06:27 15:29:42.041-04:00', undefined, '2016-06-27T19:29:42.041Z'],
    ['no seconds', '2020-07-23T00:00+02:00', undefined, '2020-07-22T22:00:00.000Z'],
    ['the hub’s wall clock where there is no zone', '2019:07:24 11:25:40', undefined, onTheWall],
    ['the hub’s wall clock for an unreadable zone', '2019:07:24 11:25:40', '   :  ', onTheWall],
    ['padding', ' 2019:07:24 11:25:40\0', undefined, onTheWall],
  ])('reads %s', (_what, text, offset, expected) => {
    expect(parseTakenAt(text, offset)).toBe(expected);
  });

  it.each([
    ['zeros', '0000:00:00 00:00:00'],
    ['blanks', '    :  :     :  :  '],
    ['a month that does not exist', '2019:13:01 00:00:00'],
    ['a day that does not exist', '2019:02:30 12:00:00'],
    ['an hour that does not exist', '2019:02:03 24:00:00'],
    ['the epoch of QuickTime', '1904-01-01T00:00:00Z'],
    ['the epoch of Unix', '1970-01-01T00:00:00Z'],
    ['a time before photography', '1700:01:01 00:00:00Z'],
    ['a time after all of us', '2999:01:01 00:00:00Z'],
    ['a date without time', '2019:09:02'],
    ['a year', 2008],
    ['words', 'Test Year'],
    ['nothing', undefined],
  ])('takes %s for no time', (_what, text) => {
    expect(parseTakenAt(text)).toBeUndefined();
  });
});

describe('parseQuickTimeSeconds', () => {
  it.each([
    ['seconds since 1904', 3_646_771_200, '2019-07-24T00:00:00.000Z'],
    ['seconds since 1970, as some recorders write', 1_563_926_400, '2019-07-24T00:00:00.000Z'],
    ['an unset clock', 0, undefined],
    ['the epoch of Unix', 2_082_844_800, undefined],
  ])('reads %s', (_what, seconds, expected) => {
    expect(parseQuickTimeSeconds(seconds)).toBe(expected);
  });
});

describe('firstTime', () => {
  it('takes the first candidate that is one', () => {
    expect(firstTime(undefined, 'b', 'c')).toBe('b');
    expect(firstTime(undefined)).toBeUndefined();
  });
});
