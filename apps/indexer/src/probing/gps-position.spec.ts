import { describe, expect, it } from '@jest/globals';
import {
  fromExifDegrees,
  parseDegrees,
  parseIso6709,
  parseLoci,
  parseXmpCoordinate,
  toGpsPosition,
} from './gps-position.js';

describe('toGpsPosition', () => {
  it.each([
    ['no fix', 0, 0],
    ['a latitude off the globe', 91, 10],
    ['a longitude off the globe', 10, -181],
    ['no number', Number.NaN, 10],
    ['half a position', 10, undefined],
  ])('takes %s for no place', (_what, lat, lon) => {
    expect(toGpsPosition(lat, lon)).toBeUndefined();
  });

  it('keeps a place on the equator or on the meridian of Greenwich', () => {
    expect(toGpsPosition(0, 36.5)).toEqual({ lat: 0, lon: 36.5 });
    expect(toGpsPosition(51.5, 0)).toEqual({ lat: 51.5, lon: 0 });
  });
});

describe('parseIso6709', () => {
  it.each([
    ['+52.3693+006.6761+010.534/', 52.3693, 6.6761],
    ['-33.8688+151.2093/', -33.8688, 151.2093],
    ['+40.680-074.500/', 40.68, -74.5],
    ['-12.0464-077.0428+154/', -12.0464, -77.0428],
    ['+4012.22-07500.25/', 40.203667, -75.004167],
    ['+401213.1-0750015.1+2.79/', 40.203639, -75.004194],
  ])('reads %s', (text, lat, lon) => {
    expect(parseIso6709(text)).toEqual({ lat, lon });
  });

  it.each(['', 'Paris', '+00.0000+000.0000/', '+95.0+010.0/', undefined])('takes %p for no place', (text) => {
    expect(parseIso6709(text)).toBeUndefined();
  });
});

describe('fromExifDegrees', () => {
  it.each([
    [[51, 30, 36], 'N', 51.51],
    [[33, 52.128], 'S\0', -33.8688],
    [[0, 0, 15.04], 'W', -0.004178],
    [[12.5], undefined, 12.5],
  ])('turns %p %p into degrees', (parts, reference, degrees) => {
    expect(fromExifDegrees(parts, reference)).toBeCloseTo(degrees, 5);
  });

  it('gives nothing for 0/0 in any place', () => {
    expect(fromExifDegrees([48, 53.3, Number.NaN], 'N')).toBeUndefined();
    expect(fromExifDegrees([], 'N')).toBeUndefined();
    expect(fromExifDegrees(48, 'N')).toBeUndefined();
  });
});

describe('parseXmpCoordinate', () => {
  it.each([
    ['37,22.0022N', 37.366703],
    ['122,2.0031W', -122.033385],
    ['33,30,0S', -33.5],
    ['37.3', undefined],
    [undefined, undefined],
  ])('reads %p', (text, degrees) => {
    const found = parseXmpCoordinate(text);
    if (degrees === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(degrees, 5);
  });
});

describe('parseLoci', () => {
  const fixed = (degrees: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(Math.round(degrees * 65_536));
    return bytes;
  };

  it('reads longitude before latitude, behind the name', () => {
    const box = Buffer.concat([
      Buffer.alloc(4),
      Buffer.from('\x55\xc4Home\0\0', 'latin1'),
      fixed(-70.6),
      fixed(-33.5),
    ]);
    const place = parseLoci(box);
    expect(place?.lat).toBeCloseTo(-33.5, 4);
    expect(place?.lon).toBeCloseTo(-70.6, 4);
  });

  it('takes a cut-off box for no place', () => {
    expect(parseLoci(Buffer.alloc(9))).toBeUndefined();
  });
});

describe('degrees as text', () => {
  it.each([
    ['47 deg 22\' 36.84" N', undefined, 47.3769],
    ['-47.3769', undefined, -47.3769],
    ['47.3769', 'South', -47.3769],
    ['47/1 22/1 3684/100', 'N', 47.3769],
    ['47/1, 22/1, 3684/100', 'N', 47.3769],
    ['S 47° 22.614′', undefined, -47.3769],
    ['8° 32′ 29.76″ W', undefined, -8.5416],
    ['47 75 0', 'N', undefined],
    ['1 2 3 4', 'N', undefined],
    ['1/0', 'N', undefined],
    ['somewhere', 'N', undefined],
  ])('%s %s is %s', (text, reference, expected) => {
    const degrees = parseDegrees(text, reference);
    if (expected === undefined) expect(degrees).toBeUndefined();
    else expect(degrees).toBeCloseTo(expected, 6);
  });
});
