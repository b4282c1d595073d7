import { describe, expect, it } from '@jest/globals';
import { HearthError } from '@hearth/platform';
import { davHref, readDavAddress, readDavPath } from './dav-path.js';

describe('readDavPath', () => {
  it.each([
    ['/dav/', ''],
    ['/dav', ''],
    ['/dav/a/b%20c/', 'a/b c'],
    ['/dav//a///b?x=1', 'a/b'],
    ['/dav/Gr%C3%B6%C3%9Fe/50%25%3F.mp4', 'Größe/50%?.mp4'],
    ['/dav/frag/#ment', 'frag'],
  ])('%s is %j', (address, path) => expect(readDavPath(address)).toBe(path));

  it.each([
    '/dave/a',
    '/api/files',
    '/dav/../etc',
    '/dav/%2e%2e/x',
    '/dav/a%2Fb',
    '/dav/a%00',
    '/dav/%zz',
    '/dav/%ff',
  ])('refuses %s', (address) => expect(() => readDavPath(address)).toThrow(HearthError));
});

describe('readDavAddress', () => {
  const host = 'hub.local:8443';

  it.each([
    ['https://hub.local:8443/dav/a/b', 'a/b'],
    ['http://hub.local/dav/a/', 'a'],
    ['/dav/a', 'a'],
    ['https://elsewhere/dav/a', undefined],
  ])('%s is %j', (address, path) => expect(readDavAddress(address, host)).toBe(path));

  it.each(['', 'a', 'ftp://hub.local/dav/a', 'https://hub.local:8443/api/files', 'https://hub.local:8443'])(
    'refuses %j',
    (address) => expect(() => readDavAddress(address, host)).toThrow(HearthError),
  );
});

describe('davHref', () => {
  it.each([
    ['', 'folder', '/dav/'],
    ['a b/c#', 'file', '/dav/a%20b/c%23'],
    ['Größe', 'folder', '/dav/Gr%C3%B6%C3%9Fe/'],
  ] as const)('%j is at %s', (path, kind, href) => expect(davHref(path, kind)).toBe(href));
});
