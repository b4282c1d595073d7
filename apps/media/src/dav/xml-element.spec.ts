import { describe, expect, it } from '@jest/globals';
import { HearthError } from '@hearth/platform';
import { readXml, writeXml } from './xml-element.js';

describe('readXml', () => {
  it('reads names with their namespaces, whatever the prefixes', () => {
    const text = `<?xml version="1.0"?><d:propfind xmlns:d="DAV:"><d:prop><b xmlns="urn:b" n="1">a&lt;&#65536;</b><c/></d:prop></d:propfind>`;
    const read = readXml(text);
    expect(read).toMatchObject({ namespace: 'DAV:', name: 'propfind' });
    expect(read.children[0]).toMatchObject({
      name: 'prop',
      children: [
        {
          namespace: 'urn:b',
          name: 'b',
          attributes: [{ namespace: '', name: 'n', value: '1' }],
          children: ['a<\u{10000}'],
        },
        { namespace: '', name: 'c' },
      ],
    });
  });

  it.each([
    ['', 'nothing'],
    ['<a>', 'what has no end'],
    ['<a/><b/>', 'two roots'],
    ['<a><b></a></b>', 'what is crossed'],
    ['<d:a/>', 'an unknown prefix'],
    ['<D:a xmlns:D=""/>', 'a prefix for no namespace'],
    ['<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>', 'a document type'],
    ['<a>&b;</a>', 'an unknown entity'],
    ['<a>'.repeat(40) + '</a>'.repeat(40), 'what is too deep'],
    ['\u0001', 'no XML'],
  ])('refuses %j: %s', (text) => expect(() => readXml(text)).toThrow(HearthError));
});

describe('writeXml', () => {
  it.each([
    '<a b="1">text<c/></a>',
    '<p:a xmlns:p="urn:a&amp;b" xml:lang="de" p:b="&quot;"><c xmlns="DAV:">&lt;&amp;&gt;</c></p:a>',
    '<a xmlns="urn:a"><b xmlns=""/></a>',
  ])('writes what reads the same again: %s', (text) => {
    const element = readXml(text);
    expect(readXml(`<D:x xmlns:D="DAV:">${writeXml(element)}</D:x>`).children).toEqual([element]);
  });
});
