import { describe, expect, it } from '@jest/globals';
import { addressOfFile, addressOfPage, readPlace } from './place.ts';

const read = (address: string) => {
  const url = new URL(address, 'https://hub');
  const { path, viewedId, search } = readPlace(url.pathname, url.searchParams);
  return [path, viewedId, search.toString()];
};

describe('readPlace', () => {
  it.each([
    ['/', ['/', undefined, '']],
    ['/folders/Holiday/', ['/folders/Holiday', undefined, '']],
    ['/search?query=sea', ['/search', undefined, 'query=sea']],
    ['/photo/abc', ['/', 'abc', '']],
    ['/photo/abc/', ['/', 'abc', '']],
    ['/photo/abc?in=%2Fsearch&query=sea', ['/search', 'abc', 'query=sea']],
    ['/photo/abc?in=%2Ffolders%2FA%252FB', ['/folders/A%2FB', 'abc', '']],
    ['/photo/abc?in=https%3A%2F%2Felse.where', ['/', 'abc', '']],
    ['/photo/abc?in=%2F%2Felse.where', ['/', 'abc', '']],
    ['/photo/abc?in=%2Fphoto%2Fdef', ['/', 'abc', '']],
  ])('reads %s', (address, expected) => expect(read(address)).toEqual(expected));
});

it.each(['/', '/search?query=sea+shore', '/folders/A%2FB?view=list'])(
  'leads from a file over %s back to it',
  (address) => {
    const url = new URL(address, 'https://hub');
    const page = { path: url.pathname, search: url.searchParams };
    const [path, viewedId, search] = read(addressOfFile(page, 'abc'));
    expect(viewedId).toBe('abc');
    expect(addressOfPage({ path: path ?? '', search: new URLSearchParams(search) })).toBe(address);
  },
);
