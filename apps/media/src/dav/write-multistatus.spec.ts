import { describe, expect, it } from '@jest/globals';
import { MULTISTATUS_END, MULTISTATUS_START, writeProperties } from './write-multistatus.js';
import { elementsIn, readXml } from './xml-element.js';

const live = new Map([
  ['resourcetype', '<D:collection/>'],
  ['displayname', 'a &#38; b'],
]);
const dead = [{ namespace: 'urn:x', name: 'mood', xml: '<x:mood xmlns:x="urn:x">calm</x:mood>' }];
const dav = (name: string) => ({ namespace: 'DAV:', name });

/** By status, the names that an answer has. */
function outcomes(written: string): Record<string, string[]> {
  const [response] = elementsIn(readXml(`${MULTISTATUS_START}${written}${MULTISTATUS_END}`));
  if (!response) throw new Error('no response');
  const [, ...stats] = elementsIn(response);
  return Object.fromEntries(
    stats.map((stat) => {
      const [prop, status] = elementsIn(stat);
      return [String(status?.children[0]), prop ? elementsIn(prop).map(({ name }) => name) : []];
    }),
  );
}

describe('writeProperties', () => {
  it.each([
    [{ kind: 'all', include: [] } as const, { 'HTTP/1.1 200 OK': ['resourcetype', 'displayname', 'mood'] }],
    [{ kind: 'names' } as const, { 'HTTP/1.1 200 OK': ['resourcetype', 'displayname', 'mood'] }],
    [
      {
        kind: 'some',
        names: [dav('displayname'), { namespace: 'urn:x', name: 'mood' }, dav('getetag')],
      } as const,
      { 'HTTP/1.1 200 OK': ['displayname', 'mood'], 'HTTP/1.1 404 Not Found': ['getetag'] },
    ],
    [{ kind: 'some', names: [dav('mood')] } as const, { 'HTTP/1.1 404 Not Found': ['mood'] }],
    [{ kind: 'some', names: [] } as const, { 'HTTP/1.1 200 OK': [] }],
  ])('%j', (wanted, expected) =>
    expect(outcomes(writeProperties('/dav/a%20&/', live, dead, wanted))).toEqual(expected),
  );
});
