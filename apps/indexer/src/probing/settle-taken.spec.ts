import { describe, expect, it } from '@jest/globals';
import type { TakenFrom } from '@hearth/contracts';
import { settleTaken } from './settle-taken.js';
import { mostTrusted, parseGpsTime, parseQuickTimeSeconds, takenFrom, type Taken } from './taken.js';

const utc = (text: string): number => Date.parse(`${text}Z`);
const clock = (text: string) => ({ time: { clockMs: utc(text) }, from: 'exif' as const });
const moment = (text: string) => ({ time: { utcMs: utc(text) }, from: 'container' as const });
const losAngeles = { lat: 34.05, lon: -118.24 };
const houseZone = 'Europe/Berlin';

describe('the moment and the clock', () => {
  it.each([
    [
      'both written',
      {
        time: { clockMs: utc('2022-01-31T20:00:00'), utcMs: utc('2022-02-01T04:00:00') },
        from: 'exif' as const,
      },
      {},
      '2022-02-01T04:00:00.000Z',
      '2022-01-31T20:00:00',
    ],
    [
      'a clock, and the GPS receiver’s time',
      clock('2022-01-31T20:00:00'),
      { gpsUtcMs: utc('2022-02-01T03:59:12') },
      '2022-02-01T04:00:00.000Z',
      '2022-01-31T20:00:00',
    ],
    [
      'a clock in Nepal, by the receiver',
      clock('2022-01-31T20:00:00'),
      { gpsUtcMs: utc('2022-01-31T14:14:58') },
      '2022-01-31T14:15:00.000Z',
      '2022-01-31T20:00:00',
    ],
    [
      'a clock, and a place that does not say how it was set',
      clock('2022-01-31T20:00:00'),
      { gps: losAngeles },
      '2022-01-31T19:00:00.000Z',
      '2022-01-31T20:00:00',
    ],
    [
      'a fix of some other time, and the place',
      clock('2022-01-31T20:00:00'),
      { gps: losAngeles, gpsUtcMs: utc('2022-02-01T03:22:00') },
      '2022-01-31T19:00:00.000Z',
      '2022-01-31T20:00:00',
    ],
    [
      'a fix of another day',
      clock('2022-01-31T20:00:00'),
      { gpsUtcMs: utc('2022-01-29T20:00:00') },
      '2022-01-31T19:00:00.000Z',
      '2022-01-31T20:00:00',
    ],
    [
      'a clock alone, in winter',
      clock('2022-01-31T20:00:00'),
      {},
      '2022-01-31T19:00:00.000Z',
      '2022-01-31T20:00:00',
    ],
    [
      'a clock alone, in summer',
      clock('2022-07-31T20:00:00'),
      {},
      '2022-07-31T18:00:00.000Z',
      '2022-07-31T20:00:00',
    ],
    [
      'an hour that the clock shows twice',
      clock('2022-10-30T02:30:00'),
      {},
      '2022-10-30T00:30:00.000Z',
      '2022-10-30T02:30:00',
    ],
    [
      'an hour that no clock shows',
      clock('2022-03-27T02:30:00'),
      {},
      '2022-03-27T00:30:00.000Z',
      '2022-03-27T02:30:00',
    ],
    [
      'a moment and the place',
      moment('2022-02-01T04:00:00'),
      { gps: losAngeles },
      '2022-02-01T04:00:00.000Z',
      '2022-01-31T20:00:00',
    ],
    [
      'a moment, and the clock in the name',
      moment('2022-02-01T04:00:00'),
      { nameMs: utc('2022-01-31T19:59:12') },
      '2022-02-01T04:00:00.000Z',
      '2022-01-31T20:00:00',
    ],
    ['a moment alone', moment('2022-01-31T23:30:00'), {}, '2022-01-31T23:30:00.000Z', '2022-02-01T00:30:00'],
    [
      'a moment to the millisecond',
      moment('2022-01-31T20:00:00.250'),
      {},
      '2022-01-31T20:00:00.250Z',
      '2022-01-31T21:00:00.250',
    ],
  ])('of %s', (_what, taken, where, takenAt, takenLocal) => {
    expect(settleTaken(taken, { houseZone, ...where })).toEqual({
      takenAt,
      takenLocal,
      takenFrom: taken.from,
    });
  });
});

describe('sources', () => {
  const of = (from: 'exif' | 'xmp' | 'container' | 'name') => ({ time: { clockMs: 1 }, from });

  it('have one order, whoever was asked first', () => {
    expect(mostTrusted([of('name'), of('container'), undefined, of('xmp'), of('exif')])?.from).toBe('exif');
    expect(mostTrusted([of('name'), of('xmp'), { ...of('xmp'), time: { clockMs: 2 } }])).toEqual(of('xmp'));
    expect(mostTrusted([undefined])).toBeUndefined();
  });

  const day = (from: TakenFrom) => ({
    time: { clockMs: utc('2013-03-04T12:00:00'), isDayAlone: true },
    from,
  });
  const clockOf = (from: TakenFrom, text: string) => ({ time: { clockMs: utc(text) }, from });
  const momentOf = (from: TakenFrom, text: string) => ({ time: { utcMs: utc(text) }, from });

  it.each<[string, Taken, Taken, TakenFrom]>([
    ['an hour of it in the name', day('iptc'), clockOf('name', '2013-03-04T05:06:07'), 'name'],
    ['a moment of it beside the file', day('iptc'), momentOf('sidecar', '2013-03-04T22:00:00'), 'sidecar'],
    [
      'a moment of it, by a clock far east',
      day('iptc'),
      momentOf('sidecar', '2013-03-03T11:00:00'),
      'sidecar',
    ],
    ['a moment of another', day('iptc'), momentOf('sidecar', '2013-03-06T09:00:00'), 'iptc'],
    ['the day after in the name', day('iptc'), clockOf('name', '2013-03-05T00:00:01'), 'iptc'],
    ['the day once more', day('iptc'), clockOf('name', '2013-03-04T12:00:00'), 'iptc'],
    ['an hour of it in IPTC', day('xmp'), clockOf('iptc', '2013-03-04T05:06:07'), 'iptc'],
    ['two days', day('xmp'), day('iptc'), 'xmp'],
  ])('of a day alone give way to what tells its hour: %s', (_what, one, other, expected) => {
    expect(mostTrusted([one, other])?.from).toBe(expected);
    expect(mostTrusted([other, one])?.from).toBe(expected);
  });

  it('give their first time', () => {
    expect(takenFrom('exif', undefined, { clockMs: 2 }, { clockMs: 3 })).toEqual({
      time: { clockMs: 2 },
      from: 'exif',
    });
    expect(takenFrom('exif', undefined)).toBeUndefined();
  });
});

describe('a container’s seconds', () => {
  it.each([
    ['since 1904', 3_646_771_200, { utcMs: utc('2019-07-24T00:00:00') }],
    ['since 1970, as some recorders write', 1_563_926_400, { utcMs: utc('2019-07-24T00:00:00') }],
    ['of an unset clock', 0, undefined],
    ['of an unset clock that ran for a minute', 61, undefined],
    ['of Unix’s unset clock', 2_082_844_807, undefined],
    ['that lie ahead', 2 ** 32 - 1, undefined],
  ])('%s', (_what, seconds, expected) => {
    expect(parseQuickTimeSeconds(seconds)).toEqual(expected);
  });
});

describe('a receiver’s time', () => {
  it.each([
    ['2019:07:24', [8, 25, 40], undefined, utc('2019-07-24T08:25:40')],
    ['2019-07-24', '08:25:40', undefined, utc('2019-07-24T08:25:40')],
    [undefined, [4, 0, 0], utc('2022-01-31T20:00:00'), utc('2022-02-01T04:00:00')],
    [undefined, [23, 0, 0], utc('2022-02-01T00:00:00'), utc('2022-01-31T23:00:00')],
    [undefined, [4, 0, 0], undefined, undefined],
    ['2019:07:24', [Number.NaN, 0, 0], undefined, undefined],
    ['2019:07:24', undefined, undefined, undefined],
    ['0000:00:00', [0, 0, 0], undefined, undefined],
  ])('of %j and %j', (date, time, clockMs, expected) => {
    expect(parseGpsTime(date, time, clockMs)).toBe(expected);
  });
});
