import { describe, expect, it } from '@jest/globals';
import { HearthError } from '@hearth/platform';
import { readLockinfo, readTimeoutSec, writeActiveLock } from './read-lockinfo.js';
import { readXml } from './xml-element.js';

const lockinfo = (scope: string, type = 'write', more = '') =>
  `<a:lockinfo xmlns:a="DAV:"><a:lockscope><a:${scope}/></a:lockscope><a:locktype><a:${type}/></a:locktype>${more}</a:lockinfo>`;

describe('readLockinfo', () => {
  it.each([
    [lockinfo('exclusive'), { isShared: false, ownerXml: '' }],
    [
      lockinfo('shared', 'write', '<a:owner><a:href>http://me &amp; you/</a:href></a:owner>'),
      { isShared: true, ownerXml: '<D:owner><D:href>http://me &#38; you/</D:href></D:owner>' },
    ],
  ])('%j', (body, wish) => expect(readLockinfo(body)).toEqual(wish));

  it.each([
    lockinfo('none'),
    lockinfo('exclusive', 'read'),
    '<lockinfo/>',
    '<lockinfo xmlns="DAV:"/>',
    lockinfo('exclusive', 'write', `<a:owner>${'x'.repeat(5_000)}</a:owner>`),
  ])('refuses %.60j', (body) => expect(() => readLockinfo(body)).toThrow(HearthError));
});

describe('readTimeoutSec', () => {
  it.each([
    [undefined, 600],
    ['Second-30', 30],
    ['Second-0', 1],
    ['Infinite, Second-4100000000', 3600],
    ['Second-4100000000', 3600],
    ['Soon, second-60', 60],
  ])('%j is %i s', (header, seconds) => expect(readTimeoutSec(header)).toBe(seconds));
});

it('describes a lock', () => {
  const lock = {
    token: 'urn:uuid:1',
    isDeep: true,
    isShared: false,
    ownerXml: '',
    leftSec: 5,
    root: '/dav/a%20b/',
  };
  const written = readXml(`<D:p xmlns:D="DAV:">${writeActiveLock(lock)}</D:p>`);
  expect(JSON.stringify(written)).toMatch(/infinity.*Second-5.*urn:uuid:1.*\/dav\/a%20b\//);
});
