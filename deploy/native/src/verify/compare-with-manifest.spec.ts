import { describe, expect, it } from '@jest/globals';
import { compareWithManifest, type IndexedFile, type ManifestEntry } from './compare-with-manifest.ts';
import { expectedDates, isSameMoment, parseDate } from './expected-dates.ts';
import { expectedKind, isSameType } from './expected-type.ts';

const entry = (facts: ManifestEntry['facts'], over: Partial<ManifestEntry> = {}): ManifestEntry => ({
  ...{ path: 'videos/a.mp4', bytes: 10, sha256: 'ab', kind: 'mp4', expect: 'indexed' },
  ...over,
  facts,
});
const indexed = (over: Partial<IndexedFile> = {}): IndexedFile => ({
  ...{
    name: 'a.mp4',
    folder: 'videos',
    kind: 'video',
    mimeType: 'video/mp4',
    sizeBytes: 10,
    sha256: 'ab',
    state: 'ready',
  },
  ...over,
});
const FILM = {
  mime: 'video/mp4',
  width: 640,
  height: 480,
  duration_sec: 20,
  video_codec: 'h264',
  audio_codec: 'aac',
};
const FILM_INDEXED = indexed({
  width: 640,
  height: 480,
  durationSec: 20,
  codecs: { video: 'h264', audio: 'aac' },
});
const fields = (manifest: ManifestEntry, file: IndexedFile | undefined): string[] =>
  compareWithManifest(manifest, file, { timeZone: 'Europe/Berlin' }).map(({ field }) => field);

describe('compareWithManifest', () => {
  it('finds nothing when all is well', () => {
    expect(fields(entry(FILM), FILM_INDEXED)).toEqual([]);
  });

  it.each<[string, Partial<IndexedFile>, string]>([
    ['another size', { width: 480, height: 640 }, 'size'],
    ['no size', { width: null }, 'size'],
    ['a duration that is off', { durationSec: 20.25 }, 'durationSec'],
    ['no duration', { durationSec: undefined }, 'durationSec'],
    ['another codec', { codecs: { video: 'hevc', audio: 'aac' } }, 'codecs.video'],
    ['a codec too few', { codecs: { video: 'h264' } }, 'codecs.audio'],
    ['another kind', { kind: 'audio' }, 'kind'],
    ['another type', { mimeType: 'video/webm' }, 'mimeType'],
    ['another content', { sha256: 'cd' }, 'sha256'],
    ['another length', { sizeBytes: 11 }, 'sizeBytes'],
    ['another place in the library', { folder: 'elsewhere' }, 'path'],
    ['a date out of nowhere', { takenAt: '2020-01-01T00:00:00.000Z' }, 'takenAt'],
    ['a place out of nowhere', { gps: { lat: 1, lon: 2 } }, 'gps'],
    ['an unfinished state', { state: 'indexing' }, 'state'],
  ])('finds %s', (_what, over, field) => {
    expect(fields(entry(FILM), { ...FILM_INDEXED, ...over })).toContain(field);
  });

  it('allows an audio frame or one per cent of duration', () => {
    expect(fields(entry(FILM), { ...FILM_INDEXED, durationSec: 20.19 })).toEqual([]);
    expect(fields(entry({ ...FILM, duration_sec: 1 }), { ...FILM_INDEXED, durationSec: 1.14 })).toEqual([]);
    expect(fields(entry({ ...FILM, duration_sec: 1 }), { ...FILM_INDEXED, durationSec: 1.16 })).toEqual([
      'durationSec',
    ]);
  });

  it('wants the place within a thousandth of a degree, and none for a receiver without fix', () => {
    const at = (lat: number, lon: number) => entry({ ...FILM, gps_lat: lat, gps_lon: lon });
    expect(fields(at(40.68, -74.5), { ...FILM_INDEXED, gps: { lat: 40.6809, lon: -74.5 } })).toEqual([]);
    expect(fields(at(40.68, -74.5), { ...FILM_INDEXED, gps: { lat: 40.682, lon: -74.5 } })).toEqual(['gps']);
    expect(fields(at(40.68, -74.5), { ...FILM_INDEXED, gps: { lat: 40.68, lon: 74.5 } })).toEqual(['gps']);
    expect(fields(at(0, 0), FILM_INDEXED)).toEqual([]);
    expect(fields(at(0, 0), { ...FILM_INDEXED, gps: { lat: 0, lon: 0 } })).toEqual(['gps']);
    const tagged = entry({ ...FILM, location_tag: '-33.8688+151.2093/' });
    expect(fields(tagged, { ...FILM_INDEXED, gps: { lat: -33.8688, lon: 151.2093 } })).toEqual([]);
    expect(fields(tagged, FILM_INDEXED)).toEqual(['gps']);
  });

  it('compares tags by their text, not by their separators', () => {
    const tagged = entry({ ...FILM, title: 'Café  Song', artist: 'A;B', album: 'X' });
    const tags = { title: 'Cafe\u0301 Song', artist: 'A / B', album: 'X' };
    expect(fields(tagged, { ...FILM_INDEXED, ...tags })).toEqual([]);
    expect(fields(tagged, { ...FILM_INDEXED, ...tags, album: 'Y' })).toEqual(['album']);
    expect(fields(tagged, FILM_INDEXED)).toEqual(['title', 'artist', 'album']);
  });

  it('wants each known subtitle', () => {
    const subtitled = entry({ ...FILM, subtitle_codecs: ['ass', null] });
    const codecs = { video: 'h264', audio: 'aac' };
    expect(
      fields(subtitled, { ...FILM_INDEXED, codecs: { ...codecs, subtitles: ['webvtt', 'ass'] } }),
    ).toEqual([]);
    expect(fields(subtitled, { ...FILM_INDEXED, codecs })).toEqual(['codecs.subtitles']);
  });

  it('holds pictures to camera and orientation', () => {
    const photo = entry(
      { mime: 'image/jpeg', width: 2, height: 1, orientation: 6, Model: 'iPhone 8' },
      { kind: 'jpeg' },
    );
    const file = indexed({ kind: 'image', mimeType: 'image/jpeg', width: 2, height: 1 });
    expect(fields(photo, { ...file, orientation: 6, camera: 'Apple iPhone 8' })).toEqual([]);
    expect(fields(photo, file)).toEqual(['camera', 'orientation']);
  });

  it('wants broken files listed as such, with a reason', () => {
    const broken = entry({}, { expect: 'unreadable' });
    expect(fields(broken, indexed({ state: 'unreadable', reason: 'cut off' }))).toEqual([]);
    expect(fields(broken, indexed({ state: 'unreadable' }))).toEqual(['reason']);
    expect(fields(broken, indexed())).toEqual(['state']);
    expect(fields(broken, undefined)).toEqual(['state']);
    expect(fields(entry(FILM), indexed({ state: 'unreadable', reason: 'x' }))).toEqual(['state']);
  });

  it('takes either outcome of a lenient entry, but wants it listed', () => {
    const lenient = entry(FILM, { lenient: true });
    expect(fields(lenient, indexed())).toEqual([]);
    expect(fields(lenient, indexed({ state: 'unreadable', reason: 'x' }))).toEqual([]);
    expect(fields(lenient, indexed({ state: 'unreadable' }))).toEqual(['reason']);
    expect(fields(lenient, undefined)).toEqual(['state']);
  });
});

describe('expectedDates', () => {
  const texts = (facts: ManifestEntry['facts'], kind: string): unknown => {
    const dates = expectedDates(facts, kind);
    return dates === 'not-compared' ? dates : dates.map(({ text }) => text);
  };

  it.each<[string, ManifestEntry['facts'], string, unknown]>([
    [
      'the shutter first',
      { DateTimeOriginal: '2019:07:24 11:25:40', CreateDate: '2020:01:01 00:00:00' },
      'image',
      ['2019:07:24 11:25:40'],
    ],
    [
      'the digitised time next',
      { DateTimeOriginal: '0000:00:00 00:00:00', CreateDate: '2020:01:01 00:00:01' },
      'image',
      ['2020:01:01 00:00:01'],
    ],
    [
      'QuickTime’s date with zone',
      { CreationDate: '2019:07:24 11:25:40+03:00', CreateDate: '2019:07:24 08:25:57' },
      'video',
      ['2019:07:24 11:25:40+03:00'],
    ],
    ['no date without time', { CreateDate: '2019:09:02' }, 'image', []],
    [
      'no epoch',
      { creation_time: '1970-01-01T00:00:00.000000Z', CreateDate: '0000:00:00 00:00:00' },
      'video',
      [],
    ],
    ['no release date of music', { DateTimeOriginal: 2008 }, 'audio', 'not-compared'],
    [
      'the creation of a sound’s container',
      { creation_time: '2017-09-03T11:05:06.000000Z' },
      'audio',
      ['2017-09-03T11:05:06.000000Z'],
    ],
  ])('takes %s', (_what, facts, kind, expected) => {
    expect(texts(facts, kind)).toEqual(expected);
  });

  it('compares a time with zone to the second and one without on the hub’s wall clock', () => {
    const zoned = parseDate('2019:07:24 11:25:40+03:00');
    const local = parseDate('2019:07:24 11:25:40');
    if (!zoned || !local) throw new Error('not read');
    expect(isSameMoment(zoned, '2019-07-24T08:25:40.900Z')).toBe(true);
    expect(isSameMoment(zoned, '2019-07-24T08:25:41.000Z')).toBe(false);
    expect(isSameMoment(local, '2019-07-24T09:25:40.000Z', 'Europe/Berlin')).toBe(true);
    expect(isSameMoment(local, '2019-07-24T11:25:40.000Z', 'UTC')).toBe(true);
    expect(isSameMoment(local, '2019-07-24T11:25:40.000Z', 'Europe/Berlin')).toBe(false);
    expect(isSameMoment(local, 'rubbish')).toBe(false);
  });

  it('reads an offset that stands apart', () => {
    expect(parseDate('2019:07:24 11:25:40', '-05:00')?.offsetMinutes).toBe(-300);
  });
});

describe('expectedKind and isSameType', () => {
  it.each<[ManifestEntry['facts'], string, string | undefined]>([
    [{ mime: 'video/mp4', audio_codec: 'aac' }, 'm4a', 'audio'],
    [{ mime: 'video/mp4', video_codec: 'av1' }, 'avif', 'image'],
    [{ mime: 'application/zip' }, 'document', 'document'],
    [{ mime: 'application/pdf' }, 'broken', 'document'],
    [{ mime: 'image/png' }, 'broken', 'image'],
    [{ container: 'qoi_pipe', video_codec: 'qoi' }, 'qoi', 'image'],
    [{}, 'broken', undefined],
  ])('%j of kind %s is %s', (facts, kind, expected) => {
    expect(expectedKind(facts, kind)).toBe(expected);
  });

  it.each<[ManifestEntry['facts'], string, string, boolean]>([
    [{ mime: 'audio/x-wav' }, 'wav', 'audio/wav', true],
    [{ mime: 'video/mp4' }, 'm4a', 'audio/mp4', true],
    [{ mime: 'video/mp4' }, 'avif', 'image/avif', true],
    [{ mime: 'video/mp4' }, 'avif', 'video/mp4', true],
    [{ mime: 'audio/mpeg', container: 'aac' }, 'otheraudio', 'audio/aac', true],
    [{ mime: 'audio/mpeg', container: 'mp3' }, 'mp3', 'audio/aac', false],
    [{ mime: 'application/zip' }, 'document', 'application/epub+zip', true],
    [{ mime: 'image/jpeg' }, 'jpeg', 'image/png', false],
    [{ mime: 'application/pdf' }, 'pdf', 'text/plain', false],
  ])('%j of kind %s listed as %s: %s', (facts, kind, mimeType, expected) => {
    expect(isSameType(facts, kind, mimeType)).toBe(expected);
  });
});
