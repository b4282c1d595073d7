import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { closeExifTool } from '../media-tools/exiftool.js';
import { makeThumbnails } from '../thumbnails/make-thumbnails.js';
import { probeFile } from './probe-file.js';

let folder: string;
const at = (name: string): string => join(folder, name);
const probe = (name: string) => probeFile({ path: at(name) });

function ffmpeg(name: string, ...args: string[]): string {
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...args, at(name)]);
  return at(name);
}

const TONE = ['-f', 'lavfi', '-i', 'sine=duration=2'];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'odd-media-'));
});

afterAll(async () => {
  await closeExifTool();
  rmSync(folder, { recursive: true, force: true });
});

function box(type: string, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(content.length + 8);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, content]);
}

/** Puts boxes at the end of `moov`, which is the last one of the file. */
function addToMovie(name: string, ...boxes: Buffer[]): void {
  const film = readFileSync(at(name));
  const moov = film.lastIndexOf('moov') - 4;
  const added = Buffer.concat(boxes);
  film.writeUInt32BE(film.readUInt32BE(moov) + added.length, moov);
  writeFileSync(at(name), Buffer.concat([film, added]));
}

describe('sounds', () => {
  it('whose chapters carry pictures are sounds with a cover', async () => {
    ffmpeg('tone.m4a', ...TONE, '-c:a', 'aac');
    ffmpeg('picture.mov', '-f', 'lavfi', '-i', 'color=red:size=64x64:rate=1:duration=2', '-c:v', 'mjpeg');
    ffmpeg(
      'chapters.m4a',
      '-i',
      at('tone.m4a'),
      '-i',
      at('picture.mov'),
      '-map',
      '0:a',
      '-map',
      '1:v',
      '-c',
      'copy',
      '-f',
      'mov',
      '-brand',
      'M4A ',
    );
    expect(await probe('chapters.m4a')).toMatchObject({
      ...{ kind: 'audio', mimeType: 'audio/mp4', state: 'ready', hasCover: true },
      codecs: { audio: 'aac', video: undefined },
    });
  });

  it('in a WAV behind an ID3v2 tag are known as such', async () => {
    ffmpeg('plain.wav', ...TONE, '-metadata', 'title=Plain');
    const tag = Buffer.concat([Buffer.from('ID3\x03\0\0\0\0\0\x20', 'latin1'), Buffer.alloc(32)]);
    writeFileSync(at('behind.wav'), Buffer.concat([tag, readFileSync(at('plain.wav'))]));
    const facts = await probe('behind.wav');
    expect(facts).toMatchObject({
      kind: 'audio',
      mimeType: 'audio/wav',
      state: 'ready',
      codecs: { audio: 'pcm_s16le' },
    });
    expect(facts.durationSec).toBeCloseTo(2, 1);
  });

  it('with an ID3v1 tag in Shift-JIS have a title that people can read', async () => {
    ffmpeg('old.mp3', ...TONE, '-c:a', 'libmp3lame', '-id3v2_version', '0', '-write_id3v1', '0');
    const tag = Buffer.alloc(128);
    tag.write('TAG', 'latin1');
    Buffer.from('836583588367', 'hex').copy(tag, 3);
    Buffer.from('81fffe9080', 'hex').copy(tag, 33);
    writeFileSync(at('old.mp3'), Buffer.concat([readFileSync(at('old.mp3')), tag]));
    const { title, artist } = await probe('old.mp3');
    expect([title, artist]).toEqual(['テスト', undefined]);
  });
});

describe('films', () => {
  const made = (name: string): string =>
    ffmpeg(name, '-f', 'lavfi', '-i', 'testsrc2=size=64x64:rate=5:duration=1', '-pix_fmt', 'yuv420p');

  it('have a place in an iTunes-style list, too', async () => {
    made('place.mp4');
    const data = box('data', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0]), Buffer.from('+47.3769+008.5417/'));
    const handler = box('hdlr', Buffer.alloc(8), Buffer.from('mdirappl'), Buffer.alloc(9));
    const meta = box('meta', Buffer.alloc(4), handler, box('ilst', box('\xa9xyz', data)));
    const film = readFileSync(at('place.mp4'));
    // The list that ffmpeg wrote, which names itself.
    film.write('free', film.indexOf('udta'), 'latin1');
    writeFileSync(at('place.mp4'), film);
    addToMovie('place.mp4', box('udta', meta));
    expect((await probe('place.mp4')).gps).toEqual({ lat: 47.3769, lon: 8.5417 });
  });

  it('have an XMP packet, which goes before the container’s time', async () => {
    made('xmp.mp4');
    const packet =
      '<x:xmpmeta><rdf:Description xmp:CreateDate="2019-07-24T11:25:40+02:00" tiff:Model="GH5"></x:xmpmeta>';
    const id = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex');
    writeFileSync(
      at('xmp.mp4'),
      Buffer.concat([readFileSync(at('xmp.mp4')), box('uuid', id, Buffer.from(packet))]),
    );
    expect(await probe('xmp.mp4')).toMatchObject({
      ...{
        takenAt: '2019-07-24T09:25:40.000Z',
        takenLocal: '2019-07-24T11:25:40',
        takenFrom: 'xmp',
        camera: 'GH5',
      },
    });
  });

  it('are of the clock in their names, where they tell the same moment', async () => {
    ffmpeg(
      'VID_20220131_200003.mp4',
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=64x64:rate=5:duration=1',
      '-pix_fmt',
      'yuv420p',
      '-metadata',
      'creation_time=2022-02-01T04:00:05Z',
    );
    expect(await probe('VID_20220131_200003.mp4')).toMatchObject({
      ...{ takenAt: '2022-02-01T04:00:05.000Z', takenLocal: '2022-01-31T20:00:05', takenFrom: 'container' },
    });
  });
});

describe('what was recorded as it ran', () => {
  /** As a program writes it that cannot go back to the header: nothing says how long it is. */
  const stream = (...sources: string[]): Buffer =>
    execFileSync('ffmpeg', ['-v', 'error', ...sources, ...TONE, '-f', 'asf', '-']);
  const PICTURES = ['-f', 'lavfi', '-i', 'testsrc2=size=64x64:rate=5:duration=2'];
  /** Behind it come pictures and sounds (Advanced Systems Format, 5.1: the Data Object and its 50 bytes). */
  const headerOf = (whole: Buffer): Buffer =>
    whole.subarray(0, whole.indexOf(Buffer.from('3626b2758e66cf11a6d900aa0062ce6c', 'hex')) + 50);

  it.each([
    ['film.wmv', PICTURES, 'video', 'the video is damaged: nothing in it can be seen or heard'],
    ['song.wma', [], 'audio', 'the sound is damaged: nothing in it can be seen or heard'],
  ])(
    'has a length, and is damaged where it ends behind its header: %s',
    async (name, pictures, kind, reason) => {
      const whole = stream(...pictures);
      writeFileSync(at(name), whole);
      const facts = await probe(name);
      expect(facts).toMatchObject({ state: 'ready', kind });
      expect(facts.durationSec).toBeCloseTo(2, 0);
      writeFileSync(at(name), headerOf(whole));
      expect(await probe(name)).toMatchObject({ state: 'unreadable', kind, reason });
    },
  );

  it('is damaged where no tool finds a sound in it', async () => {
    ffmpeg('tone.flac', ...TONE);
    const sound = readFileSync(at('tone.flac'));
    writeFileSync(at('zeroed.flac'), Buffer.concat([Buffer.alloc(64), sound.subarray(64, 256)]));
    expect(await probe('zeroed.flac')).toMatchObject({ state: 'unreadable', kind: 'audio' });
  });
});

async function writeShutterTime(path: string): Promise<void> {
  const { exiftoolPath } = await import('exiftool-vendored');
  const args = ['-q', '-overwrite_original', '-DateTimeOriginal=2019:07:24 11:25:40', path];
  execFileSync('perl', [await exiftoolPath(), ...args]);
}

describe('pictures', () => {
  it('have one order of sources in every format: EXIF before XMP before the name', async () => {
    const image = sharp({ create: { width: 16, height: 16, channels: 3, background: '#642' } });
    const xmp =
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:DateCreated="2001-02-03T04:05:06"/></rdf:RDF></x:xmpmeta>';
    for (const format of ['jpeg', 'png', 'webp', 'tiff', 'avif'] as const) {
      const withXmp = image.clone().withXmp(xmp);
      const withBoth = withXmp.clone().withExif({ IFD2: { DateTimeOriginal: '2019:07:24 11:25:40' } });
      await withXmp.toFormat(format).toFile(at(`IMG_20200101_120000.x.${format}`));
      await withBoth.toFormat(format).toFile(at(`IMG_20200101_120000.b.${format}`));
      // libvips writes none into a TIFF.
      if (format === 'tiff') await writeShutterTime(at(`IMG_20200101_120000.b.${format}`));
      await image
        .clone()
        .toFormat(format)
        .toFile(at(`IMG_20200101_120000.n.${format}`));
      const results = await Promise.all(
        ['b', 'x', 'n'].map((which) => probe(`IMG_20200101_120000.${which}.${format}`)),
      );
      expect([format, ...results.map(({ takenFrom, takenLocal }) => `${takenFrom} ${takenLocal}`)]).toEqual([
        format,
        'exif 2019-07-24T11:25:40',
        'xmp 2001-02-03T04:05:06',
        'name 2020-01-01T12:00:00',
      ]);
    }
  });
});

/** A ZIP archive as small as one can be: its entries have no checksums, which nobody here asks for. */
function zip(entries: Readonly<Record<string, Buffer | string>>): Buffer {
  const [locals, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const isStored = name === 'mimetype';
    const packed = isStored ? Buffer.from(content) : deflateRawSync(content);
    const header = Buffer.alloc(46);
    header.writeUInt32LE(0x02014b50);
    header.writeUInt16LE(isStored ? 0 : 8, 10);
    header.writeUInt32LE(packed.length, 20);
    header.writeUInt32LE(Buffer.byteLength(content), 24);
    header.writeUInt16LE(Buffer.byteLength(name), 28);
    header.writeUInt32LE(offset, 42);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50);
    header.copy(local, 4, 6, 32);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    locals.push(local, Buffer.from(name), packed);
    directory.push(header, Buffer.from(name));
    offset += local.length + Buffer.byteLength(name) + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

describe('books', () => {
  const container =
    '<container><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="x"/></rootfiles></container>';

  it.each([
    ['EPUB 3', '<item id="c" href="img/my%20cover.png" media-type="image/png" properties="cover-image"/>'],
    [
      'EPUB 2',
      '<meta name="cover" content="c"/><item href="img/my%20cover.png" media-type="image/png" id="c"/>',
    ],
  ])('of %s have title, authors and cover', async (_what, cover) => {
    const picture = await sharp({ create: { width: 90, height: 160, channels: 3, background: '#c00' } })
      .png()
      .toBuffer();
    const opf = `<package><metadata><dc:title id="t">Tom &amp; Anna</dc:title><dc:creator>A. Author</dc:creator>
      <dc:creator opf:role="aut">B. Author</dc:creator></metadata><manifest>${cover}</manifest></package>`;
    const book = zip({
      ...{ mimetype: 'application/epub+zip', 'META-INF/container.xml': container },
      ...{ 'OEBPS/book.opf': opf, 'OEBPS/img/my cover.png': picture },
    });
    writeFileSync(at('book.epub'), book);
    const facts = await probe('book.epub');
    expect(facts).toMatchObject({
      kind: 'document',
      state: 'ready',
      title: 'Tom & Anna',
      artist: 'A. Author, B. Author',
    });
    const made = await makeThumbnails({
      path: at('book.epub'),
      probe: facts,
      sha256: 'ab'.repeat(32),
      derivedFolder: folder,
    });
    expect(made).toMatchObject({ grid: { width: 90, height: 160 } });
  });

  it('without a package are documents all the same', async () => {
    writeFileSync(
      at('empty.epub'),
      zip({ mimetype: 'application/epub+zip', 'META-INF/container.xml': '<x/>' }),
    );
    expect(await probe('empty.epub')).toMatchObject({ kind: 'document', state: 'ready' });
  });
});
