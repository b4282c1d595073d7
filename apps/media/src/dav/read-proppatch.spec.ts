import { describe, expect, it } from '@jest/globals';
import { HearthError } from '@hearth/platform';
import { isProtected, readProppatch } from './read-proppatch.js';

const update = (content: string) =>
  `<propertyupdate xmlns="DAV:" xmlns:x="urn:x">${content}</propertyupdate>`;

describe('readProppatch', () => {
  it('keeps the order of what is set and removed', () => {
    const body = update('<set><prop><x:a>1</x:a><x:b/></prop></set><remove><prop><x:a/></prop></remove>');
    expect(readProppatch(body)).toEqual([
      { namespace: 'urn:x', name: 'a', xml: '<x:a xmlns:x="urn:x">1</x:a>' },
      { namespace: 'urn:x', name: 'b', xml: '<x:b xmlns:x="urn:x"/>' },
      { namespace: 'urn:x', name: 'a', xml: null },
    ]);
  });

  it.each([
    undefined,
    '<a/>',
    update(''),
    update('<set/>'),
    update(`<set><prop>${'<x:a/>'.repeat(101)}</prop></set>`),
    update(`<set><prop><x:a>${'x'.repeat(17_000)}</x:a></prop></set>`),
  ])('refuses %.60j', (body) => expect(() => readProppatch(body)).toThrow(HearthError));
});

describe('isProtected', () => {
  it.each([
    ['DAV:', true],
    ['urn:x', false],
    ['', false],
  ])('%j: %s', (namespace, answer) => expect(isProtected({ namespace, name: 'a' })).toBe(answer));
});
