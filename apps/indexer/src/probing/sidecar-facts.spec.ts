import { describe, expect, it } from '@jest/globals';
import { readSidecarFacts } from './sidecar-facts.js';

const takeout = (json: unknown) =>
  readSidecarFacts(Buffer.from(typeof json === 'string' ? json : JSON.stringify(json)), 'a.jpg.json');

describe('a side-car of Google Takeout', () => {
  it('tells moment, place, description and people', () => {
    expect(
      takeout({
        title: 'IMG_1.jpg',
        description: 'At the lake',
        photoTakenTime: { timestamp: '1482587159', formatted: '24.12.2016' },
        creationTime: { timestamp: '1500000000' },
        geoData: { latitude: 47.3769, longitude: 8.5417, altitude: 400 },
        people: [{ name: 'Anna' }, { name: 'Anna' }, { name: 'Bo' }, {}],
      }),
    ).toEqual({
      taken: { time: { utcMs: Date.parse('2016-12-24T13:45:59Z') }, from: 'sidecar' },
      gps: { lat: 47.3769, lon: 8.5417 },
      description: 'At the lake',
      sidecarTags: ['Anna', 'Bo'],
    });
  });

  it.each<[string, unknown, object]>([
    [
      'the camera’s place where people set none',
      { geoData: { latitude: 0, longitude: 0 }, geoDataExif: { latitude: 1, longitude: 2 } },
      { gps: { lat: 1, lon: 2 } },
    ],
    ['a title that is none of a file', { title: 'Christmas' }, { title: 'Christmas' }],
    [
      'a time before 1970',
      { photoTakenTime: { timestamp: '-100000000' } },
      { taken: { time: { utcMs: -100_000_000_000 }, from: 'sidecar' } },
    ],
    ['no time of an unset clock', { photoTakenTime: { timestamp: '0' } }, {}],
    ['nothing of words', 'hello', {}],
    ['nothing of a list', [1], {}],
    ['nothing of other kinds', { photoTakenTime: 1, geoData: 'x', people: {}, title: 1 }, {}],
  ])('tells %s', (_what, json, expected) => {
    expect(takeout(json)).toEqual({ sidecarTags: [], ...expected });
  });
});

describe('an XMP side-car', () => {
  const packet = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description photoshop:DateCreated="2019-07-24T11:25:40+02:00"
    exif:GPSLatitude="47,22.614N" exif:GPSLongitude="8,32.502E"><dc:subject><rdf:Bag><rdf:li>lake</rdf:li></rdf:Bag></dc:subject>
    <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Lake</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>`;

  it.each([
    ['UTF-8', Buffer.from(packet)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${packet}`)],
    ['UTF-16', Buffer.from(`\ufeff${packet}`, 'utf16le')],
  ])('in %s tells time, place, title and tags', (_what, content) => {
    expect(readSidecarFacts(content, 'a.XMP')).toMatchObject({
      taken: { time: { utcMs: Date.parse('2019-07-24T09:25:40Z') }, from: 'sidecar' },
      gps: { lat: 47.3769, lon: 8.5417 },
      title: 'Lake',
      sidecarTags: ['lake'],
    });
  });
});
