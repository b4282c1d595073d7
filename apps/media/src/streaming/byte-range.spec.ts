import { describe, expect, it } from '@jest/globals';
import { MAX_RANGES, parseByteRange } from './byte-range.js';

const WHOLE = { kind: 'whole' };
const MALFORMED = { kind: 'malformed' };
const UNSATISFIABLE = { kind: 'unsatisfiable' };
const ranges = (...pairs: [number, number][]) => ({
  kind: 'ranges',
  ranges: pairs.map(([first, last]) => ({ first, last })),
});

describe('parseByteRange', () => {
  it.each([
    [undefined, WHOLE],
    ['bytes=0-', ranges([0, 999])],
    ['bytes=0-0', ranges([0, 0])],
    ['bytes=500-', ranges([500, 999])],
    ['bytes=999-', ranges([999, 999])],
    ['bytes=0-99999', ranges([0, 999])],
    ['bytes=-1', ranges([999, 999])],
    ['bytes=-5000', ranges([0, 999])],
    ['BYTES=0-1', ranges([0, 1])],
    ['bytes=0-1, 5-6 ,-1', ranges([0, 1], [5, 6], [999, 999])],
    ['bytes=0-1,5000-', ranges([0, 1])],
    ['bytes=0-99999999999999999999999', ranges([0, 999])],
  ])('%s is understood', (header, expected) => expect(parseByteRange(header, 1000)).toEqual(expected));

  it.each([
    'bytes=1000-',
    'bytes=1000-1001',
    'bytes=-0',
    'bytes=5000-,6000-7000',
    'bytes=99999999999999999999999-',
  ])('%s has no byte of the file', (header) => expect(parseByteRange(header, 1000)).toEqual(UNSATISFIABLE));

  it.each([
    '',
    'bytes',
    'bytes=',
    'bytes=-',
    'bytes=--1',
    'bytes=a-b',
    'bytes=5-1',
    'bytes=1-2-3',
    'bytes=0x0-1',
  ])('%j means nothing', (header) => expect(parseByteRange(header, 1000)).toEqual(MALFORMED));

  it.each(['bytes=0-1,', 'bytes=,', 'bytes=0-1,x', 'bytes=1.5-2', 'bytes=-1e3', 'bytes=１-２'])(
    '%j has a part that means nothing',
    (header) => expect(parseByteRange(header, 1000)).toEqual(MALFORMED),
  );

  it.each(['items=0-1', 'seconds=3-', 'x=abc'])('ignores the unknown unit of %s', (header) =>
    expect(parseByteRange(header, 1000)).toEqual(WHOLE),
  );

  it('sends the whole file to who asks for many ranges', () => {
    const list = (count: number) => `bytes=${Array(count).fill('0-1').join(',')}`;
    expect(parseByteRange(list(MAX_RANGES), 1000).kind).toBe('ranges');
    expect(parseByteRange(list(MAX_RANGES + 1), 1000)).toEqual(WHOLE);
  });

  it.each(['bytes=0-', 'bytes=-1', 'bytes=0-0'])('%s has no byte of an empty file', (header) =>
    expect(parseByteRange(header, 0)).toEqual(UNSATISFIABLE),
  );
});
