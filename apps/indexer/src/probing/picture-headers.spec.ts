import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { readBmpSize } from './bmp-size.js';
import { inMemory } from './byte-source.js';
import { readExifFacts, nameCamera, withoutExifMarker } from './exif-facts.js';
import { isIptcNewerThanXmp, readIptcFacts } from './iptc-facts.js';
import { readJpegXlHeader, readJpegXlParts } from './jpeg-xl.js';
import { findPngCreationTime } from './png-exif.js';
import { readXmpFacts, readXmpWords } from './xmp-facts.js';

type Entry = [tag: number, type: number, values: string | number[]];

/** Builds a little-endian TIFF structure: the first directory, and EXIF and GPS directories behind it. */
function tiff(image: Entry[], exif: Entry[] = [], gps: Entry[] = []): Buffer {
  const parts: Buffer[] = [Buffer.from('II*\0\x08\0\0\0', 'latin1')];
  const length = (): number => parts.reduce((sum, part) => sum + part.length, 0);
  const directory = (entries: Entry[]): number => {
    const start = length();
    const table = Buffer.alloc(2 + entries.length * 12 + 4);
    parts.push(table);
    table.writeUInt16LE(entries.length, 0);
    entries.forEach(([tag, type, values], index) => {
      const at = 2 + index * 12;
      const content = encode(type, values);
      const count = typeof values === 'string' ? values.length + 1 : values.length / (type === 5 ? 2 : 1);
      table.writeUInt16LE(tag, at);
      table.writeUInt16LE(type, at + 2);
      table.writeUInt32LE(count, at + 4);
      if (content.length <= 4) content.copy(table, at + 8);
      else {
        table.writeUInt32LE(length(), at + 8);
        parts.push(content);
      }
    });
    return start;
  };
  const first = [...image, [0x8769, 4, [0]] as Entry, [0x8825, 4, [0]] as Entry];
  directory(first);
  const table = parts[1] as Buffer;
  table.writeUInt32LE(directory(exif), 2 + (first.length - 2) * 12 + 8);
  table.writeUInt32LE(directory(gps), 2 + (first.length - 1) * 12 + 8);
  return Buffer.concat(parts);
}

function encode(type: number, values: string | number[]): Buffer {
  if (typeof values === 'string') return Buffer.from(`${values}\0`, 'latin1');
  const bytes = Buffer.alloc(values.length * (type === 3 ? 2 : 4));
  values.forEach((value, index) =>
    type === 3 ? bytes.writeUInt16LE(value, index * 2) : bytes.writeUInt32LE(value, index * 4),
  );
  return bytes;
}

describe('readExifFacts', () => {
  const block = tiff(
    [
      [0x10f, 2, 'Canon'],
      [0x110, 2, 'Canon EOS 30D'],
      [0x112, 3, [6]],
    ],
    [
      [0x9003, 2, '2019:07:24 11:25:40'],
      [0x9011, 2, '+03:00'],
      [0x9291, 2, '25'],
      [0xa434, 2, 'EF 50mm'],
    ],
    [
      [1, 2, 'S'],
      [2, 5, [33, 1, 52, 1, 768, 100]],
      [3, 2, 'W'],
      [4, 5, [70, 1, 30, 1, 0, 1]],
    ],
  );

  it('reads camera, lens, time with zone and sub-seconds, place and orientation', () => {
    expect(readExifFacts(inMemory(block))).toMatchObject({
      camera: 'Canon EOS 30D',
      lens: 'EF 50mm',
      taken: {
        time: {
          clockMs: Date.parse('2019-07-24T11:25:40.250Z'),
          utcMs: Date.parse('2019-07-24T08:25:40.250Z'),
        },
        from: 'exif',
      },
      gps: { lat: -33.8688, lon: -70.5 },
      orientation: 6,
      hasBrokenPlace: false,
    });
  });

  it('reads the same behind JPEG’s marker', () => {
    const marked = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), block]);
    expect(readExifFacts(withoutExifMarker(marked))).toEqual(readExifFacts(inMemory(block)));
  });

  it.each([
    ['nothing', ''],
    ['the offset of HEIF, and JPEG’s whole segment', '\0\0\0\x0a\xff\xe1\x01\x02Exif\0\0'],
    ['JPEG’s segment, when the offset was taken off', '\xff\xe1\x01\x02Exif\0\0'],
    ['the offset of JPEG XL and none', '\0\0\0\0'],
    ['the offset past the marker', '\0\0\0\x06Exif\0\0'],
  ])('reads the same behind %s', (_what, before) => {
    const item = Buffer.concat([Buffer.from(before, 'latin1'), block]);
    expect(readExifFacts(withoutExifMarker(item))).toEqual(readExifFacts(inMemory(block)));
  });

  it('reads texts of type 7, the camera beside the exposure, and degrees as text', () => {
    const odd = tiff(
      [],
      [
        [0x10f, 2, 'Canon'],
        [0x110, 7, 'EOS R5'],
        [0x9003, 7, '2019:07:24 11:25:40'],
        [0x9011, 7, '+03:00'],
      ],
      [
        [1, 2, 'S'],
        [2, 2, '33 deg 52\' 7.68"'],
        [3, 7, 'West'],
        [4, 7, '70/1 30/1 0/1'],
        [7, 2, '08:25:38'],
        [29, 7, '2019:07:24'],
      ],
    );
    expect(readExifFacts(inMemory(odd))).toMatchObject({
      camera: 'Canon EOS R5',
      taken: { time: { utcMs: Date.parse('2019-07-24T08:25:40Z') } },
      gps: { lat: -33.8688, lon: -70.5 },
      gpsUtcMs: Date.parse('2019-07-24T08:25:38Z'),
    });
  });

  it('reads what an iPhone’s picture shares with its film', () => {
    const note = Buffer.concat([
      Buffer.from('Apple iOS\0\0\x01MM', 'latin1'),
      Buffer.from([0, 1, 0, 0x11, 0, 2, 0, 0, 0, 6, 0, 0, 0, 32, 0, 0, 0, 0]),
      Buffer.from('ABC-1\0', 'latin1'),
    ]);
    const block = tiff([], [[0x927c, 7, note.toString('latin1')]]);
    expect(readExifFacts(inMemory(block)).livePhotoContentId).toBe('ABC-1');
  });

  it.each([
    ['of a picture that was not changed since', '2019:07:24 11:25:40', '2019-07-24T06:25:40Z'],
    ['of one that was', '2019:08:01 09:00:00', undefined],
  ])('takes the offset of the last change %s', (_, lastChange, moment) => {
    const block = tiff(
      [[0x132, 2, lastChange]],
      [
        [0x9003, 2, '2019:07:24 11:25:40'],
        [0x9010, 2, '+05:00'],
      ],
    );
    expect(readExifFacts(inMemory(block)).taken?.time).toEqual({
      clockMs: Date.parse('2019-07-24T11:25:40Z'),
      ...(moment !== undefined && { utcMs: Date.parse(moment) }),
    });
  });

  it('takes the offset of its own first', () => {
    const block = tiff(
      [[0x132, 2, '2019:07:24 11:25:40']],
      [
        [0x9003, 2, '2019:07:24 11:25:40'],
        [0x9010, 2, '+05:00'],
        [0x9011, 2, '+03:00'],
      ],
    );
    expect(readExifFacts(inMemory(block)).taken?.time.utcMs).toBe(Date.parse('2019-07-24T08:25:40Z'));
  });

  it('skips entries of unknown type and keeps the rest', () => {
    const broken = Buffer.from(block);
    broken.writeUInt16LE(0, 10 + 2);
    expect(readExifFacts(inMemory(broken))).toMatchObject({ camera: 'Canon EOS 30D', orientation: 6 });
  });

  it('says when the place is garbled', () => {
    const garbled = tiff(
      [],
      [],
      [
        [1, 2, 'N'],
        [2, 5, [48, 1, 53, 1, 0, 0]],
        [3, 2, 'E'],
        [4, 5, [21, 1, 2, 1, 0, 0]],
      ],
    );
    expect(readExifFacts(inMemory(garbled))).toMatchObject({ gps: undefined, hasBrokenPlace: true });
  });

  it('never throws, wherever the block is cut off', () => {
    for (let length = 0; length < block.length; length += 1) {
      expect(() => readExifFacts(inMemory(block.subarray(0, length)))).not.toThrow();
    }
  });
});

describe('nameCamera', () => {
  it.each([
    ['Canon', 'Canon EOS 30D', 'Canon EOS 30D'],
    ['Apple', 'iPhone 8', 'Apple iPhone 8'],
    ['NIKON CORPORATION', 'NIKON D70s', 'NIKON D70s'],
    [undefined, 'X', 'X'],
    ['FLIR', undefined, 'FLIR'],
    ['', ' ', undefined],
  ])('names %p %p', (make, model, expected) => {
    expect(nameCamera(make, model)).toBe(expected);
  });
});

describe('readXmpFacts', () => {
  it('reads attributes and elements', () => {
    const facts = readXmpFacts(
      `<rdf:Description exif:DateTimeOriginal="2011-02-03T04:05:06-07:00" exif:GPSLatitude="33,30.0S">
         <exif:GPSLongitude>70,36.0W</exif:GPSLongitude><tiff:Make>Nokia</tiff:Make><tiff:Model>N95</tiff:Model>
         <dc:title><rdf:Alt><rdf:li xml:lang="x-default">My title</rdf:li></rdf:Alt></dc:title>`,
    );
    expect(facts).toEqual({
      taken: {
        time: { clockMs: Date.parse('2011-02-03T04:05:06Z'), utcMs: Date.parse('2011-02-03T11:05:06Z') },
        from: 'xmp',
      },
      gps: { lat: -33.5, lon: -70.6 },
      camera: 'Nokia N95',
      title: 'My title',
    });
  });

  it('reads characters that are written as references, once', () => {
    const title = (text: string) =>
      readXmpFacts(`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${text}</rdf:li></rdf:Alt></dc:title>`)
        .title;
    expect(title('Tom &amp; &quot;Jerry&quot; &lt;3 &#39;x&#x27; &#xE9;')).toBe(`Tom & "Jerry" <3 'x' é`);
    expect(title('&amp;lt;')).toBe('&lt;');
    expect(title('&nbsp; &constructor; &#0; &#xD800; &#x110000; AT&T;')).toBe(
      '&nbsp; &constructor; &#0; &#xD800; &#x110000; AT&T;',
    );
    expect(readXmpFacts('<tiff:Make>A &amp; B</tiff:Make>').camera).toBe('A & B');
  });

  it('answers quickly on a packet made to be slow', () => {
    const before = process.cpuUsage();
    readXmpFacts('exif:GPSLatitude '.repeat(40_000) + '<'.repeat(100_000));
    // Of the processor's time, which takes no part in how busy the machine is.
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(5);
  });
});

describe('the time in XMP', () => {
  const clockMs = Date.parse('2019-07-24T11:25:40Z');

  it.each([
    ['photoshop:DateCreated', 'photoshop:DateCreated="2019-07-24T11:25:40"', { clockMs }],
    [
      'a day of photoshop’s',
      '<photoshop:DateCreated>1962-07-14</photoshop:DateCreated>',
      { clockMs: Date.parse('1962-07-14T12:00:00Z'), isDayAlone: true },
    ],
    [
      'an hour before a day',
      'photoshop:DateCreated="2019-07-24" xmp:CreateDate="2019-07-24T11:25:40"',
      { clockMs },
    ],
    [
      'photoshop’s before the file’s',
      'xmp:CreateDate="2020-01-01T00:00:00" photoshop:DateCreated="2019-07-24T11:25:40"',
      { clockMs },
    ],
    [
      'the shutter’s before photoshop’s',
      'photoshop:DateCreated="2020-01-01T00:00:00" exif:DateTimeOriginal="2019-07-24T11:25:40"',
      { clockMs },
    ],
    [
      'a zone in words',
      'xmp:CreateDate="2019-07-24T11:25:40GMT+02:00"',
      { clockMs, utcMs: clockMs - 7_200_000 },
    ],
    ['the name of old', '<xap:CreateDate>2019-07-24T11:25:40Z</xap:CreateDate>', { utcMs: clockMs }],
  ])('is %s', (_what, packet, time) => {
    expect(
      readXmpFacts(`<rdf:Description ${packet.startsWith('<') ? `>${packet}` : `${packet}>`}`).taken,
    ).toEqual({ time, from: 'xmp' });
  });

  it('is none of an unset clock', () => {
    expect(
      readXmpFacts('<x exif:DateTimeOriginal="1970-01-01T00:00:07Z" photoshop:DateCreated="2400-01-01">')
        .taken,
    ).toBeUndefined();
  });
});

describe('readXmpWords', () => {
  it('reads description and keywords', () => {
    const packet = `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">At the &amp; lake</rdf:li></rdf:Alt></dc:description>
      <dc:subject> <rdf:Bag><rdf:li>sea</rdf:li> <rdf:li>Anna &lt;3</rdf:li></rdf:Bag></dc:subject>`;
    expect(readXmpWords(packet)).toEqual({ description: 'At the & lake', tags: ['sea', 'Anna <3'] });
    expect(readXmpWords('<x/>')).toEqual({ tags: [] });
    const ofCamera =
      '<dc:description><rdf:Alt><rdf:li>OLYMPUS DIGITAL CAMERA         </rdf:li></rdf:Alt></dc:description>';
    expect(readXmpWords(ofCamera)).toEqual({ tags: [] });
  });
});

describe('readIptcFacts', () => {
  const dataSet = (number: number, value: string): Buffer => {
    const head = Buffer.from([0x1c, 2, number, 0, value.length]);
    return Buffer.concat([head, Buffer.from(value, 'latin1')]);
  };

  it('joins date and time', () => {
    const block = Buffer.concat([dataSet(5, 'Harbour'), dataSet(55, '20130304'), dataSet(60, '050607+0100')]);
    expect(readIptcFacts(block)).toEqual({
      taken: {
        time: { clockMs: Date.parse('2013-03-04T05:06:07Z'), utcMs: Date.parse('2013-03-04T04:06:07Z') },
        from: 'iptc',
      },
      title: 'Harbour',
    });
  });

  it.each([
    ['alone', [dataSet(55, '20130304')]],
    ['with a time that is none', [dataSet(55, '20130304'), dataSet(60, '      ')]],
  ])('takes a day %s for its noon', (_, sets) => {
    expect(readIptcFacts(Buffer.concat(sets)).taken).toEqual({
      time: { clockMs: Date.parse('2013-03-04T12:00:00Z'), isDayAlone: true },
      from: 'iptc',
    });
  });

  it.each([
    ['a time alone', [dataSet(60, '050607+0100')]],
    ['no day of the calendar', [dataSet(55, '20130230')]],
    ['zeros', [dataSet(55, '00000000')]],
  ])('takes %s for no time', (_, sets) => {
    expect(readIptcFacts(Buffer.concat(sets)).taken).toBeUndefined();
  });

  describe('beside XMP', () => {
    const resource = (id: number, data: Buffer): Buffer => {
      const head = Buffer.from('8BIM\0\0\0\0\0\0\0\0', 'latin1');
      head.writeUInt16BE(id, 4);
      head.writeUInt32BE(data.length, 8);
      return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
    };
    const written = dataSet(55, '20130304');
    const md5 = (data: Buffer): Buffer => createHash('md5').update(data).digest();

    it.each<[string, boolean, Buffer[]]>([
      ['its digest fits', false, [resource(0x0404, written), resource(0x0425, md5(written))]],
      [
        'its digest is of what stood there before',
        true,
        [resource(0x0404, written), resource(0x0425, md5(dataSet(55, '20120101')))],
      ],
      ['there is no digest', false, [resource(0x0404, written)]],
      [
        'the digest says that there was no block',
        false,
        [resource(0x0404, written), resource(0x0425, Buffer.alloc(16))],
      ],
      ['it is cut off', false, [resource(0x0404, written), resource(0x0425, md5(written)).subarray(0, 9)]],
    ])('%s: newer is %s', (_what, isNewer, resources) => {
      expect(isIptcNewerThanXmp(Buffer.concat(resources))).toBe(isNewer);
    });
  });
});

describe('readBmpSize', () => {
  it('reads rows from bottom to top and from top to bottom', () => {
    const head = Buffer.alloc(64);
    head.write('BM', 'latin1');
    head.writeUInt32LE(40, 14);
    head.writeInt32LE(127, 18);
    head.writeInt32LE(-64, 22);
    expect(readBmpSize(head)).toEqual({ width: 127, height: 64 });
    head.writeInt32LE(0, 22);
    expect(readBmpSize(head)).toBeUndefined();
  });
});

describe('readJpegXlHeader', () => {
  const stream = (...fields: [value: number, bits: number][]): Buffer => {
    const bits = fields.flatMap(([value, count]) =>
      Array.from({ length: count }, (_, index) => (value >> index) & 1),
    );
    const bytes = Buffer.alloc(16);
    bytes.writeUInt16BE(0xff0a);
    bits.forEach(
      (bit, index) => (bytes[2 + (index >> 3)] = (bytes[2 + (index >> 3)] ?? 0) | (bit << (index & 7))),
    );
    return bytes;
  };

  it('reads small sizes and ratios', () => {
    expect(readJpegXlHeader(stream([1, 1], [9, 5], [1, 3], [1, 1]))).toEqual({
      width: 80,
      height: 80,
      orientation: 1,
    });
  });

  it('reads the header of a codestream in parts, whatever the first of them holds', () => {
    const box = (type: string, ...content: Buffer[]): Buffer => {
      const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from(type), ...content]);
      bytes.writeUInt32BE(bytes.length);
      return bytes;
    };
    const part = (number: number, content: Buffer): Buffer =>
      box('jxlp', Buffer.from([0, 0, 0, number]), content);
    // 240 × 160, to be shown turned by a quarter.
    const whole = stream([1, 1], [19, 5], [4, 3], [0, 1], [1, 1], [5, 3]);
    const parts = [whole.subarray(0, 3), whole.subarray(3, 6), whole.subarray(6)].map((content, number) =>
      part(number, content),
    );
    const file = inMemory(
      Buffer.concat([box('JXL ', Buffer.alloc(4)), ...parts, box('jbrd', Buffer.alloc(9))]),
    );
    expect(readJpegXlHeader(readJpegXlParts(file).codestream)).toEqual({
      width: 160,
      height: 240,
      orientation: 6,
    });
  });

  it('reads explicit sizes and turns them by the orientation', () => {
    const fields: [number, number][] = [
      [0, 1],
      [1, 2],
      [1079, 13],
      [0, 3],
      [1, 2],
      [1439, 13],
      [0, 1],
      [1, 1],
      [5, 3],
    ];
    expect(readJpegXlHeader(stream(...fields))).toEqual({ width: 1080, height: 1440, orientation: 6 });
  });

  it('refuses anything else', () => {
    expect(readJpegXlHeader(Buffer.alloc(16))).toBeUndefined();
  });
});

describe('findPngCreationTime', () => {
  const chunk = (type: string, content: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(content.length);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, content, Buffer.alloc(4)]);
  };
  const png = (...chunks: Buffer[]) =>
    inMemory(Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]));
  const written = (text: string): Buffer => chunk('tEXt', Buffer.from(`Creation Time\0${text}`, 'latin1'));
  const clockMs = Date.parse('2016-12-24T13:45:59Z');
  const utcMs = Date.parse('2016-12-24T12:45:59Z');

  it.each([
    ['Sat, 24 Dec 2016 13:45:59 +0100', { clockMs, utcMs }],
    ['24 Dec 2016 13:45:59', { clockMs }],
    ['Sat, 24 Dec 2016 12:45:59 GMT', { utcMs }],
    ['Sat, 24 Dec 2016 12:45:59 UT', { utcMs }],
    ['2016-12-24T13:45:59+01:00', { clockMs, utcMs }],
    ['2016:12:24 13:45:59', { clockMs }],
    ['24 Foo 2016 13:45:59', undefined],
    ['31 Feb 2016 13:45:59', undefined],
    ['12/24/16', undefined],
    ['', undefined],
  ])('%j is %j', (text, expected) => {
    expect(findPngCreationTime(png(written(text)))).toEqual(expected);
  });

  it('finds it compressed, behind other chunks', () => {
    const zipped = Buffer.concat([
      Buffer.from('Creation Time\0\0', 'latin1'),
      deflateSync('2016:12:24 13:45:59'),
    ]);
    const file = png(
      chunk('tEXt', Buffer.from('Software\0x')),
      chunk('IDAT', Buffer.alloc(9)),
      chunk('zTXt', zipped),
    );
    expect(findPngCreationTime(file)).toEqual({ clockMs });
  });

  it.each(['Creation Times\x002016:12:24 13:45:59', 'Comment\x00Creation Time\x002016:12:24 13:45:59'])(
    'is not %j',
    (text) => expect(findPngCreationTime(png(chunk('tEXt', Buffer.from(text, 'latin1'))))).toBeUndefined(),
  );
});
