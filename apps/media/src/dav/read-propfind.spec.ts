import { describe, expect, it } from '@jest/globals';
import { HearthError } from '@hearth/platform';
import { readPropfind } from './read-propfind.js';

const propfind = (content: string) => `<propfind xmlns="DAV:" xmlns:x="urn:x">${content}</propfind>`;
const dav = (name: string) => ({ namespace: 'DAV:', name });

describe('readPropfind', () => {
  it.each([
    [undefined, { kind: 'all', include: [] }],
    ['', { kind: 'all', include: [] }],
    [propfind('<allprop/>'), { kind: 'all', include: [] }],
    [propfind('<allprop/><include><a/></include>'), { kind: 'all', include: [dav('a')] }],
    [propfind('<propname/>'), { kind: 'names' }],
    [
      propfind('<x:more/><prop><getetag/><x:a/></prop>'),
      { kind: 'some', names: [dav('getetag'), { namespace: 'urn:x', name: 'a' }] },
    ],
  ])('%j asks for %j', (body, wanted) => expect(readPropfind(body)).toEqual(wanted));

  it.each([
    '<foo/>',
    propfind(''),
    propfind('<prop/><allprop/>'),
    propfind(`<prop>${'<a/>'.repeat(201)}</prop>`),
    '<propfind xmlns="urn:x"><allprop/></propfind>',
  ])('refuses %.60j', (body) => expect(() => readPropfind(body)).toThrow(HearthError));
});
