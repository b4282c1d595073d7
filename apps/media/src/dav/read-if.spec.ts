import { describe, expect, it } from '@jest/globals';
import { HearthError } from '@hearth/platform';
import { readIf, tokensIn } from './read-if.js';

const yes = { isNegated: false };
const no = { isNegated: true };

describe('readIf', () => {
  it.each([
    [undefined, []],
    ['(<urn:uuid:1>)', [{ address: undefined, conditions: [{ ...yes, token: 'urn:uuid:1' }] }]],
    [
      '(<urn:1> ["a b"]) (Not <DAV:no-lock> [W/"x"])',
      [
        {
          address: undefined,
          conditions: [
            { ...yes, token: 'urn:1' },
            { ...yes, etag: '"a b"' },
          ],
        },
        {
          address: undefined,
          conditions: [
            { ...no, token: 'DAV:no-lock' },
            { ...yes, etag: 'W/"x"' },
          ],
        },
      ],
    ],
    [
      '<https://h/dav/a> (<urn:1>)(not ["2"]) </dav/b>(<urn:3>)',
      [
        { address: 'https://h/dav/a', conditions: [{ ...yes, token: 'urn:1' }] },
        { address: 'https://h/dav/a', conditions: [{ ...no, etag: '"2"' }] },
        { address: '/dav/b', conditions: [{ ...yes, token: 'urn:3' }] },
      ],
    ],
  ])('%j', (header, lists) => expect(readIf(header)).toEqual(lists));

  it.each([
    '',
    'x',
    '()',
    '(<a>',
    '<a>',
    '(Not)',
    '(Not Not <a>)',
    '(<a>))',
    '([a])',
    '((<a>))',
    '(<a>) x',
    'a'.repeat(9_000),
  ])('refuses %.20j', (header) => expect(() => readIf(header)).toThrow(HearthError));
});

describe('tokensIn', () => {
  it('are all of them', () =>
    expect(tokensIn(readIf('(<a> ["t"]) (Not <b>) (<a>)'))).toEqual(new Set(['a', 'b'])));
});
