import { describe, expect, it } from '@jest/globals';
import { inMemory } from './byte-source.js';
import { factsFromFfprobe } from './ffprobe-facts.js';
import { findBox, listBoxes } from './iso-boxes.js';
import { readMovieHeader, toRotation } from './iso-media.js';
import { hasKnowableLength, readFrameHeader } from './mpeg-audio.js';
import { parsePdfCreationDate } from './pdf-facts.js';
import { findTag, withUtf8 } from './tag-text.js';

const box = (type: string, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};

describe('listBoxes', () => {
  it('lists boxes, the last one reaching to the end', () => {
    const last = box('mdat', Buffer.alloc(5));
    last.writeUInt32BE(0);
    const file = inMemory(Buffer.concat([box('ftyp', Buffer.alloc(8)), box('free'), last]));
    expect(listBoxes(file).map(({ type, start, end }) => [type, end - start])).toEqual([
      ['ftyp', 8],
      ['free', 0],
      ['mdat', 5],
    ]);
  });

  it('reads 64-bit sizes and stops at sizes that cannot be', () => {
    const long = Buffer.alloc(24);
    long.writeUInt32BE(1);
    long.write('moov', 4, 'latin1');
    long.writeBigUInt64BE(24n, 8);
    const tiny = Buffer.from('\0\0\0\x04junk', 'latin1');
    expect(listBoxes(inMemory(Buffer.concat([long, tiny])))).toEqual([{ type: 'moov', start: 16, end: 24 }]);
  });

  it('keeps a box that promises more than there is within the file', () => {
    const greedy = box('moov', box('mvhd', Buffer.alloc(4)));
    greedy.writeUInt32BE(0xffffffff);
    expect(findBox(inMemory(greedy), ['moov', 'mvhd'])).toEqual({ type: 'mvhd', start: 16, end: 20 });
  });
});

describe('readMovieHeader', () => {
  const mvhd = (created: number, timescale: number, duration: number): Buffer => {
    const content = Buffer.alloc(100);
    content.writeUInt32BE(created, 4);
    content.writeUInt32BE(timescale, 12);
    content.writeUInt32BE(duration, 16);
    return box('moov', box('mvhd', content));
  };

  it('reads duration and creation time', () => {
    expect(readMovieHeader(inMemory(mvhd(3_646_771_200, 600, 900)))).toEqual({
      durationSec: 1.5,
      createdAt: { utcMs: Date.parse('2019-07-24T00:00:00Z') },
    });
  });

  it.each([
    ['fragmented films', 1000, 0],
    ['all ones', 1000, 0xffffffff],
    ['no timescale', 0, 100],
  ])('leaves the duration open for %s', (_what, timescale, duration) => {
    expect(readMovieHeader(inMemory(mvhd(0, timescale, duration)))).toEqual({
      durationSec: undefined,
      createdAt: undefined,
    });
  });

  it('finds none in a film without index', () => {
    expect(readMovieHeader(inMemory(box('mdat', Buffer.alloc(64))))).toBeUndefined();
  });
});

describe('toRotation', () => {
  it.each([
    [1, 0, 0, 1, 0],
    [0, 1, -1, 0, 90],
    [-1, 0, 0, -1, 180],
    [0, -1, 1, 0, 270],
    [0, 0, 0, 0, 0],
  ])('turns the matrix %d %d %d %d into %d°', (a, b, c, d, degrees) => {
    expect(toRotation(a, b, c, d)).toBe(degrees);
  });
});

describe('readFrameHeader', () => {
  it.each([
    [
      'MPEG 1 layer III, 128 kbit/s, 44.1 kHz',
      [0xff, 0xfb, 0x90, 0x00],
      { layer: 3, bitRateKbps: 128, lengthBytes: 417 },
    ],
    ['the same, padded', [0xff, 0xfb, 0x92, 0x00], { layer: 3, bitRateKbps: 128, lengthBytes: 418 }],
    [
      'MPEG 2 layer III, 64 kbit/s, 22.05 kHz',
      [0xff, 0xf3, 0x80, 0x00],
      { layer: 3, bitRateKbps: 64, lengthBytes: 208 },
    ],
    [
      'MPEG 1 layer II, 192 kbit/s, 48 kHz',
      [0xff, 0xfd, 0xa4, 0x00],
      { layer: 2, bitRateKbps: 192, lengthBytes: 576 },
    ],
    ['free bit rate', [0xff, 0xfb, 0x00, 0x00], undefined],
    ['no sync', [0x49, 0x44, 0x33, 0x00], undefined],
  ])('reads %s', (_what, header, expected) => {
    expect(readFrameHeader(Buffer.from(header), 0)).toEqual(expected);
  });
});

describe('hasKnowableLength', () => {
  const frame = (rates: number, size: number): Buffer =>
    Buffer.concat([Buffer.from([0xff, 0xfb, rates, 0])], size);

  it('trusts one bit rate and a length header, not a varying rate', () => {
    const [at128, at160] = [frame(0x90, 417), frame(0xa0, 522)];
    expect(hasKnowableLength(Buffer.concat([at128, at128]))).toBe(true);
    expect(hasKnowableLength(Buffer.concat([at128, at160]))).toBe(false);
    const xing = Buffer.from(at128);
    xing.write('Xing', 36, 'latin1');
    expect(hasKnowableLength(Buffer.concat([xing, at160]))).toBe(true);
    expect(hasKnowableLength(Buffer.from('noise'))).toBe(false);
  });
});

describe('tags', () => {
  it('finds a tag in any case, joins several values, ignores what is no text', () => {
    const tags = { TITLE: 'Song\0', artist: ['A', 'B'], album: new Uint8Array(2) };
    expect(findTag(tags, 'title')).toBe('Song');
    expect(findTag(tags, 'ARTIST')).toBe('A;B');
    expect(findTag(tags, 'album')).toBeUndefined();
    expect(findTag(undefined, 'x')).toBeUndefined();
  });

  it('repairs UTF-8 that was read as ISO 8859-1 and leaves the latter alone', () => {
    expect(withUtf8({ title: 'TÃ¯tle', raw: { IART: 'Ã„rtist', INAM: 'Tïtle' } })).toEqual({
      title: 'Tïtle',
      raw: { IART: 'Ã„rtist', INAM: 'Tïtle' },
    });
  });
});

describe('parsePdfCreationDate', () => {
  it.each([
    ["/CreationDate (D:20220415133024-01'00')", '2022-04-15T14:30:24.000Z'],
    ['/CreationDate(D:20140408170831Z)', '2014-04-08T17:08:31.000Z'],
    ["/CreationDate (D:19900428000000+02'00)", '1990-04-27T22:00:00.000Z'],
    ['/CreationDate (yesterday)', undefined],
  ])('reads %s', (text, expected) => {
    const time = parsePdfCreationDate(text)?.time.utcMs;
    expect(time && new Date(time).toISOString()).toBe(expected);
  });
});

describe('factsFromFfprobe', () => {
  it('turns the size, leaves the cover out and takes Ogg’s tags from the stream', () => {
    const facts = factsFromFfprobe(
      {
        format: { duration: '12.5' },
        streams: [
          {
            index: 0,
            codec_type: 'video',
            codec_name: 'png',
            width: 9,
            height: 9,
            disposition: { attached_pic: 1 },
          },
          {
            ...{ index: 1, codec_type: 'video', codec_name: 'h264', width: 640, height: 480 },
            side_data_list: [{ rotation: -90 }],
          },
          { index: 2, codec_type: 'audio', codec_name: 'opus', tags: { TITLE: 'Song', ARTIST: 'Band' } },
          { index: 3, codec_type: 'subtitle', codec_name: 'ass' },
        ],
      },
      'ogg',
    );
    expect(facts).toMatchObject({
      width: 480,
      height: 640,
      durationSec: 12.5,
      codecs: { container: 'ogg', video: 'h264', audio: 'opus', subtitles: ['ass'] },
      title: 'Song',
      artist: 'Band',
      hasCover: true,
    });
  });

  it('reads creation time as UTC, place and camera', () => {
    const tags = {
      creation_time: '2016-05-31 17:01:35',
      location: '-33.8688+151.2093/',
      'com.apple.quicktime.make': 'Apple',
      'com.apple.quicktime.model': 'iPhone 12',
    };
    expect(factsFromFfprobe({ format: { tags }, streams: [] }, 'mov')).toMatchObject({
      taken: { time: { utcMs: Date.parse('2016-05-31T17:01:35Z') }, from: 'container' },
      gps: { lat: -33.8688, lon: 151.2093 },
      camera: 'Apple iPhone 12',
      durationSec: undefined,
    });
  });
});
